// CII-SR-* that are fatal: what EN 16931-3-3 asks of CII beyond its schema. Those that only warn are not asked.
#include "domain/einvoice/path.hpp"
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
      once("CII-SR-461", {BG::invoice}, BT::vat_point_date),
      same_everywhere("CII-SR-462", {BG::invoice}, BT::vat_point_date_code),
      same_everywhere("CII-SR-467", {BG::invoice, BG::payment_instructions}, BT::payment_means_code),
  };
}

}  // namespace vesture::domain::einvoice
