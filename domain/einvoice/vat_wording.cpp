#include "domain/einvoice/vat_wording.hpp"

#include "domain/einvoice/rule_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

// S (standartlikme); S (standard rate)
Wording category(const VatFamily& family) {
  const auto with_name = [&](std::string_view name) {
    return std::string(family.code) + " (" + std::string(name) + ")";
  };
  return {with_name(family.name.lv), with_name(family.name.en)};
}

Wording user(BG used_in) {
  switch (used_in) {
    case BG::allowance:
      return {"dokumenta līmeņa atlaidei (BG-20)", "a document level allowance (BG-20)"};
    case BG::charge:
      return {"dokumenta līmeņa piemaksai (BG-21)", "a document level charge (BG-21)"};
    default:
      return {"rēķina rindai (BG-25)", "an invoice line (BG-25)"};
  }
}

Wording identifiers(Identified who) {
  switch (who) {
    case Identified::seller_for_tax:
      return {
          "jānorāda pārdevēja PVN identifikators (BT-31), nodokļu reģistrācijas identifikators (BT-32) vai "
          "nodokļu pārstāvja PVN identifikators (BT-63)",
          "the seller's VAT identifier (BT-31), tax registration identifier (BT-32) or tax representative's "
          "VAT identifier (BT-63) must be stated"};
    case Identified::seller_for_tax_and_buyer:
      return {
          "jānorāda pārdevēja PVN identifikators (BT-31), nodokļu reģistrācijas identifikators (BT-32) vai "
          "nodokļu pārstāvja PVN identifikators (BT-63), kā arī pircēja PVN identifikators (BT-48) vai "
          "reģistrācijas numurs (BT-47)",
          "the seller's VAT identifier (BT-31), tax registration identifier (BT-32) or tax representative's "
          "VAT identifier (BT-63) must be stated, and the buyer's VAT identifier (BT-48) or legal "
          "registration identifier (BT-47)"};
    case Identified::seller_for_vat:
      return {
          "jānorāda pārdevēja PVN identifikators (BT-31) vai nodokļu pārstāvja PVN identifikators (BT-63)",
          "the seller's VAT identifier (BT-31) or tax representative's VAT identifier (BT-63) must be "
          "stated"};
    case Identified::seller_for_vat_and_buyer:
      return {
          "jānorāda pārdevēja PVN identifikators (BT-31) vai nodokļu pārstāvja PVN identifikators (BT-63), "
          "kā arī pircēja PVN identifikators (BT-48)",
          "the seller's VAT identifier (BT-31) or tax representative's VAT identifier (BT-63) must be "
          "stated, and the buyer's VAT identifier (BT-48)"};
    case Identified::nobody_for_vat:
      return {
          "nenorāda ne pārdevēja (BT-31), ne nodokļu pārstāvja (BT-63), ne pircēja (BT-48) PVN "
          "identifikatoru",
          "no VAT identifier of the seller (BT-31), the tax representative (BT-63) or the buyer (BT-48) may "
          "be stated"};
  }
  return {};
}

Wording rate_is(Rate rate) {
  switch (rate) {
    case Rate::positive:
      return {"jābūt lielākai par nulli", "must be greater than zero"};
    case Rate::not_negative:
      return {"jābūt vienādai ar nulli vai lielākai par to", "must be zero or greater than zero"};
    case Rate::zero:
      return {"jābūt vienādai ar nulli", "must be zero"};
    case Rate::absent:
      return {"nenorāda", "must not be stated"};
  }
  return {};
}

Wording often(InBreakdown in_breakdown) {
  switch (in_breakdown) {
    case InBreakdown::once_where_used:
      return {"tieši vienu reizi.", "exactly once."};
    case InBreakdown::at_least_where_used:
      return {"vismaz vienu reizi; citādi to tur nenorāda.", "at least once, and else not."};
    case InBreakdown::once_and_nowhere_else:
    case InBreakdown::at_most_once_where_used:
      return {"tieši vienu reizi; citādi to tur nenorāda.", "exactly once, and else not."};
    case InBreakdown::twice_with_where_it_is_used:
      return {"vismaz vienu reizi.", "at least once."};
  }
  return {};
}

}  // namespace

Wording in_breakdown_wording(const VatFamily& family) {
  const auto of = category(family);
  const auto times = often(family.in_breakdown);
  return {"Ja rēķina rindai, dokumenta līmeņa atlaidei vai piemaksai ir PVN kategorija " + of.lv +
              ", PVN sadalījumā (BG-23) tā jānorāda " + times.lv,
          "Where an invoice line, a document level allowance or charge is of VAT category " + of.en +
              ", the VAT breakdown (BG-23) must have it " + times.en};
}

Wording identified_wording(const VatFamily& family, BG used_in) {
  const auto of = category(family);
  const auto where = user(used_in);
  const auto who = identifiers(family.identified);
  return {"Ja " + where.lv + " ir PVN kategorija " + of.lv + ", " + who.lv + ".",
          "Where " + where.en + " is of VAT category " + of.en + ", " + who.en + "."};
}

Wording rate_wording(const VatFamily& family, CategoryTerms terms) {
  const auto of = category(family);
  const auto name = named(terms.rate);
  const auto is = rate_is(family.rate);
  const bool absent = family.rate == Rate::absent;
  return {absent ? "Ja PVN kategorija ir " + of.lv + ", terminu " + name.lv + " " + is.lv + "."
                 : "Ja PVN kategorija ir " + of.lv + ", likmei " + name.lv + " " + is.lv + ".",
          "Where the VAT category is " + of.en + ", " + name.en + " " + is.en + "."};
}

Wording taxable_wording(const VatFamily& family) {
  const auto of = category(family);
  const bool by_rate = family.taxable != Taxable::exactly && family.taxable != Taxable::within_one;
  return {"PVN kategorijā " + of.lv +
              " ar nodokli apliekamajai summai (BT-116) jābūt vienādai ar rindu neto summu (BT-131) summu, "
              "no kuras atņemtas atlaides (BT-92) un kurai pieskaitītas piemaksas (BT-99) ar šo kategoriju" +
              (by_rate ? " un likmi." : "."),
          "For VAT category " + of.en +
              " the taxable amount (BT-116) must be the sum of the lines (BT-131) less allowances (BT-92) "
              "plus charges (BT-99) of that category" +
              (by_rate ? " and rate." : ".")};
}

Wording tax_wording(const VatFamily& family) {
  const auto of = category(family);
  const bool follows = family.rate == Rate::positive || family.rate == Rate::not_negative;
  return {"PVN kategorijā " + of.lv + " nodokļa summai (BT-117) jābūt " +
              (follows ? "vienādai ar apliekamās summas (BT-116) un likmes (BT-119) reizinājumu."
                       : "vienādai ar nulli."),
          "For VAT category " + of.en + " the tax amount (BT-117) must be " +
              (follows ? "the taxable amount (BT-116) times the rate (BT-119)." : "zero.")};
}

Wording exemption_wording(const VatFamily& family) {
  const auto of = category(family);
  const bool given = family.exemption == Exemption::must_be_given;
  return {"PVN kategorijai " + of.lv + " PVN sadalījumā " +
              (given ? "jānorāda atbrīvojuma iemesla teksts (BT-120) vai kods (BT-121)."
                     : "nenorāda ne atbrīvojuma iemesla tekstu (BT-120), ne kodu (BT-121)."),
          "For VAT category " + of.en + " the VAT breakdown must " + (given ? "" : "not ") +
              "give a reason of exemption, as text (BT-120) or code (BT-121)."};
}

}  // namespace vesture::domain::einvoice
