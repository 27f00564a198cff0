// CII-SR-* that are fatal: what EN 16931-3-3 asks of CII beyond its schema. Those that only warn are not asked.
#include "domain/einvoice/path.hpp"
#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/rule_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

// The group's element has exactly one element at the path.
Rule exactly_one(std::string_view id, BG group, std::string_view path, Wording wording) {
  return {std::string(id), group, std::move(wording),
          [path = parse_path(path)](const Asked& asked, Breaches& breaches) {
            const auto count = count_at(*asked.group.element, path);
            if (count != 1) breaches.add(*asked.group.element, std::to_string(count));
          }};
}

Rule at_most_one_at(std::string_view id, BG group, std::string_view path, Wording wording) {
  return {std::string(id), group, std::move(wording),
          [path = parse_path(path)](const Asked& asked, Breaches& breaches) {
            const auto count = count_at(*asked.group.element, path);
            if (count > 1) breaches.add(*asked.group.element, std::to_string(count));
          }};
}

// CII-SR-463: without it, an amount is neither an allowance nor a charge, and in no group that other rules ask.
void is_an_allowance_or_a_charge(const Asked& asked, Breaches& breaches) {
  static const Path kIndicator = parse_path("ram:ChargeIndicator");
  for (const auto* element : asked.elements.named("ram:SpecifiedTradeAllowanceCharge"))
    if (count_at(*element, kIndicator) == 0) breaches.add(*element);
}

// CII-SR-470: BR-50 and BR-61 ask of an account what identifies it, and this that there is one.
void credit_transfer_has_account(const Asked& asked, Breaches& breaches) {
  const bool identified =
      std::ranges::any_of(asked.group.all(BG::credit_transfer),
                          [](const Group& transfer) { return transfer.has(BT::payment_account); });
  if (is_credit_transfer(asked.group) && !identified) breaches.add(*asked.group.element);
}

// CII-SR-046: one of the identifiers says by which scheme; BR-64 asks each.
void has_a_scheme(const Asked& asked, Breaches& breaches) {
  auto identifiers = asked.group.all(BT::standard_item_identifier);
  const bool has_scheme =
      std::ranges::any_of(identifiers, [](const Value& each) { return each.has_attribute("schemeID"); });
  if (asked.group.has(BT::standard_item_identifier) && !has_scheme) breaches.add(*asked.group.element);
}

void has_one_country_of_origin(const Asked& asked, Breaches& breaches) {
  static const Path kOrigin = parse_path("ram:OriginTradeCountry");
  static const Path kCountry = parse_path("ram:OriginTradeCountry/ram:ID");
  const auto& item = *asked.group.element;
  if (count_at(item, kOrigin) > 0 && count_at(item, kCountry) != 1) breaches.add(item);
}

}  // namespace

Rules cii_rules() {
  return {
      exactly_one("CII-SR-009", BG::invoice,
                  "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter",
                  {"Rēķinā jābūt tieši vienai norādei uz specifikāciju (BT-24).",
                   "The invoice must refer to exactly one specification (BT-24)."}),
      exactly_one("CII-SR-010", BG::invoice,
                  "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID",
                  {"Specifikācijas identifikators (BT-24) jānorāda tieši vienu reizi.",
                   "The specification identifier (BT-24) must be given exactly once."}),
      exactly_one("CII-SR-014", BG::invoice, "rsm:ExchangedDocument/ram:TypeCode",
                  {"Rēķina veida kods (BT-3) jānorāda tieši vienu reizi.",
                   "The invoice type code (BT-3) must be given exactly once."}),
      {"CII-SR-046",
       BG::item,
       {"Preces standarta identifikatoram (BT-157) jānorāda shēmas identifikators (schemeID).",
        "The item standard identifier (BT-157) must come with the identifier of its scheme (schemeID)."},
       has_a_scheme},
      exactly_one("CII-SR-069", BG::item_attribute, "ram:Description",
                  {"Preces īpašības nosaukums (BT-160) jānorāda tieši vienu reizi.",
                   "The item attribute name (BT-160) must be given exactly once."}),
      exactly_one("CII-SR-072", BG::item_attribute, "ram:Value",
                  {"Preces īpašības vērtība (BT-161) jānorāda tieši vienu reizi.",
                   "The item attribute value (BT-161) must be given exactly once."}),
      {"CII-SR-090",
       BG::item,
       {"Preces izcelsmei jānorāda tieši viens valsts kods (BT-159).",
        "The origin of an item must be exactly one country code (BT-159)."},
       has_one_country_of_origin},
      exactly_one("CII-SR-439", BG::price, "ram:NetPriceProductTradePrice/ram:ChargeAmount",
                  {"Vienības neto cena (BT-146) jānorāda tieši vienu reizi.",
                   "The item net price (BT-146) must be given exactly once."}),
      at_most_one_at("CII-SR-440", BG::price,
                     "ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ActualAmount",
                     {"Vienības cenas atlaidi (BT-147) drīkst norādīt ne vairāk kā vienu reizi.",
                      "The item price discount (BT-147) must not be given more than once."}),
      at_most_one_at("CII-SR-455", BG::seller, "ram:DefinedTradeContact",
                     {"Pārdevējam drīkst norādīt ne vairāk kā vienu kontaktinformāciju (BG-6).",
                      "The seller must not have more than one contact (BG-6)."}),
      at_most_one_at("CII-SR-456", BG::buyer, "ram:DefinedTradeContact",
                     {"Pircējam drīkst norādīt ne vairāk kā vienu kontaktinformāciju (BG-9).",
                      "The buyer must not have more than one contact (BG-9)."}),
      at_most_one_at("CII-SR-459", BG::seller, "ram:URIUniversalCommunication",
                     {"Pārdevēja elektronisko adresi (BT-34) drīkst norādīt ne vairāk kā vienu reizi.",
                      "The seller electronic address (BT-34) must not be given more than once."}),
      at_most_one_at("CII-SR-460", BG::buyer, "ram:URIUniversalCommunication",
                     {"Pircēja elektronisko adresi (BT-49) drīkst norādīt ne vairāk kā vienu reizi.",
                      "The buyer electronic address (BT-49) must not be given more than once."}),
      at_most_one_at(
          "CII-SR-461", BG::invoice,
          "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax/"
          "ram:TaxPointDate",
          {"PVN iekasējamības datumu (BT-7) drīkst norādīt ne vairāk kā vienu reizi.",
           "The VAT point date (BT-7) must not be given more than once."}),
      same_everywhere("CII-SR-462", {BG::invoice}, BT::vat_point_date_code),
      {"CII-SR-463",
       BG::invoice,
       {"Jānorāda, vai summa ir atlaide vai piemaksa (ChargeIndicator).",
        "An allowance or charge must say which of them it is (ChargeIndicator)."},
       is_an_allowance_or_a_charge},
      same_everywhere("CII-SR-467", {BG::invoice, BG::payment_instructions}, BT::payment_means_code),
      {"CII-SR-470",
       BG::payment_instructions,
       {"Kredīta pārvedumam (BT-81 ir 30 vai 58) jānorāda konta IBAN vai cits identifikators (BT-84).",
        "A credit transfer (BT-81 is 30 or 58) must state the IBAN or another identifier of the account "
        "(BT-84)."},
       credit_transfer_has_account},
  };
}

}  // namespace vesture::domain::einvoice
