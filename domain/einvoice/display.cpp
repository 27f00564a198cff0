#include "domain/einvoice/display.hpp"

#include "domain/einvoice/dates.hpp"

namespace vesture::domain::einvoice {
namespace {

std::string text(const Group* group, BT term) {
  return group ? std::string(group->text(term)) : std::string();
}

std::string date(const Group* group, BT term) {
  auto written = text(group, term);
  const auto day = date_of(written);
  return day ? to_string(*day) : written;
}

// What there is of several parts, one after the other.
std::string joined(std::initializer_list<std::string> parts) {
  std::string all;
  for (const auto& part : parts) {
    if (part.empty()) continue;
    if (!all.empty()) all += ' ';
    all += part;
  }
  return all;
}

std::vector<std::string> filled(std::initializer_list<std::string> lines) {
  std::vector<std::string> there;
  for (const auto& line : lines)
    if (!line.empty()) there.push_back(line);
  return there;
}

std::vector<std::string> all(const Group& group, BT term) {
  std::vector<std::string> texts;
  for (const auto& value : group.all(term)) texts.emplace_back(value.text);
  return texts;
}

// Under which ids the model has what a seller and a buyer say of themselves.
struct PartyIds {
  BG party, address, contact;
  BT name, trading_name, registration, vat_identifier, electronic_address;
  BT address_1, address_2, address_3, city, post_code, subdivision, country;
  BT contact_point, telephone, email;
};

constexpr PartyIds kSeller{.party = BG::seller,
                           .address = BG::seller_address,
                           .contact = BG::seller_contact,
                           .name = BT::seller_name,
                           .trading_name = BT::seller_trading_name,
                           .registration = BT::seller_registration,
                           .vat_identifier = BT::seller_vat_identifier,
                           .electronic_address = BT::seller_electronic_address,
                           .address_1 = BT::seller_address_1,
                           .address_2 = BT::seller_address_2,
                           .address_3 = BT::seller_address_3,
                           .city = BT::seller_city,
                           .post_code = BT::seller_post_code,
                           .subdivision = BT::seller_subdivision,
                           .country = BT::seller_country,
                           .contact_point = BT::seller_contact_point,
                           .telephone = BT::seller_telephone,
                           .email = BT::seller_email};

constexpr PartyIds kBuyer{.party = BG::buyer,
                          .address = BG::buyer_address,
                          .contact = BG::buyer_contact,
                          .name = BT::buyer_name,
                          .trading_name = BT::buyer_trading_name,
                          .registration = BT::buyer_registration,
                          .vat_identifier = BT::buyer_vat_identifier,
                          .electronic_address = BT::buyer_electronic_address,
                          .address_1 = BT::buyer_address_1,
                          .address_2 = BT::buyer_address_2,
                          .address_3 = BT::buyer_address_3,
                          .city = BT::buyer_city,
                          .post_code = BT::buyer_post_code,
                          .subdivision = BT::buyer_subdivision,
                          .country = BT::buyer_country,
                          .contact_point = BT::buyer_contact_point,
                          .telephone = BT::buyer_telephone,
                          .email = BT::buyer_email};

Party party_of(const Group& invoice, const PartyIds& ids) {
  const auto* party = invoice.find(ids.party);
  if (!party) return {};
  const auto* address = party->find(ids.address);
  const auto* contact = party->find(ids.contact);
  return {
      .name = text(party, ids.name),
      .trading_name = text(party, ids.trading_name),
      .registration = text(party, ids.registration),
      .vat_identifier = text(party, ids.vat_identifier),
      .address = filled(
          {text(address, ids.address_1), text(address, ids.address_2), text(address, ids.address_3),
           joined({text(address, ids.post_code), text(address, ids.city)}), text(address, ids.subdivision)}),
      .country = text(address, ids.country),
      .electronic_address = text(party, ids.electronic_address),
      .contact =
          filled({text(contact, ids.contact_point), text(contact, ids.telephone), text(contact, ids.email)})};
}

std::string either(std::string wanted, std::string otherwise) {
  return wanted.empty() ? std::move(otherwise) : std::move(wanted);
}

// One for each account that may be paid to, or one without an account.
std::vector<Payment> payments_of(const Group& invoice) {
  std::vector<Payment> payments;
  for (const auto& instructions : invoice.all(BG::payment_instructions)) {
    const Payment payment{
        either(text(&instructions, BT::payment_means_text), text(&instructions, BT::payment_means_code)),
        {},
        text(&instructions, BT::remittance)};
    if (!instructions.has(BG::credit_transfer)) payments.push_back(payment);
    for (const auto& transfer : instructions.all(BG::credit_transfer)) {
      payments.push_back(payment);
      payments.back().account = text(&transfer, BT::payment_account);
    }
  }
  return payments;
}

std::vector<AllowanceOrCharge> allowances_and_charges_of(const Group& invoice) {
  std::vector<AllowanceOrCharge> all;
  for (const auto& each : invoice.groups) {
    if (each.id == BG::allowance)
      all.push_back({false, either(text(&each, BT::allowance_reason), text(&each, BT::allowance_reason_code)),
                     text(&each, BT::allowance_amount)});
    if (each.id == BG::charge)
      all.push_back({true, either(text(&each, BT::charge_reason), text(&each, BT::charge_reason_code)),
                     text(&each, BT::charge_amount)});
  }
  return all;
}

std::vector<VatBreakdown> vat_of(const Group& invoice) {
  std::vector<VatBreakdown> vat;
  for (const auto& total : invoice.all(BG::vat_total))
    for (const auto& breakdown : total.all(BG::vat_breakdown)) {
      const auto* category = breakdown.find(BG::vat_category);
      vat.push_back(
          {text(category, BT::vat_category), text(category, BT::vat_rate),
           text(&breakdown, BT::taxable_amount), text(&breakdown, BT::tax_amount),
           either(text(category, BT::exemption_reason), text(category, BT::exemption_reason_code))});
    }
  return vat;
}

// In the invoice's currency; the only one that there is, where none says so.
std::string total_vat_of(const Group& invoice) {
  const auto currency = invoice.text(BT::currency);
  std::vector<const Value*> totals;
  for (const auto& total : invoice.groups)
    for (const auto& [term, value] : total.terms)
      if (term == BT::total_vat) totals.push_back(&value);
  const auto own = std::ranges::find_if(
      totals, [&](const Value* each) { return each->attribute("currencyID") == currency; });
  if (own != totals.end()) return std::string((*own)->text);
  return totals.size() == 1 ? std::string(totals.front()->text) : std::string();
}

InvoiceLine line_of(const Group& line) {
  const auto* item = line.find(BG::item);
  const auto* price = line.find(BG::price);
  const auto* vat = line.find(BG::line_vat);
  return {.identifier = text(&line, BT::line_identifier),
          .name = text(item, BT::item_name),
          .description = text(item, BT::item_description),
          .quantity = text(&line, BT::quantity),
          .unit = text(&line, BT::quantity_unit),
          .net_price = text(price, BT::net_price),
          .net_amount = text(&line, BT::line_net_amount),
          .vat_category = text(vat, BT::line_vat_category),
          .vat_rate = text(vat, BT::line_vat_rate)};
}

void read_totals(const Group* totals, Invoice& shown) {
  shown.lines_total = text(totals, BT::lines_total);
  shown.allowances_total = text(totals, BT::allowances_total);
  shown.charges_total = text(totals, BT::charges_total);
  shown.total_without_vat = text(totals, BT::total_without_vat);
  shown.total_with_vat = text(totals, BT::total_with_vat);
  shown.prepaid = text(totals, BT::paid_amount);
  shown.rounding = text(totals, BT::rounding_amount);
  shown.payable = text(totals, BT::amount_due);
}

void read_header(const Group& invoice, Invoice& shown) {
  shown.specification = text(&invoice, BT::specification);
  shown.number = text(&invoice, BT::invoice_number);
  shown.type_code = text(&invoice, BT::type_code);
  shown.issued = date(&invoice, BT::issue_date);
  shown.due = date(&invoice, BT::due_date);
  shown.delivered = date(invoice.find(BG::delivery), BT::delivery_date);
  shown.period_start = date(invoice.find(BG::invoicing_period), BT::period_start);
  shown.period_end = date(invoice.find(BG::invoicing_period), BT::period_end);
  shown.currency = text(&invoice, BT::currency);
  shown.buyer_reference = text(&invoice, BT::buyer_reference);
  shown.order_reference = text(&invoice, BT::purchase_order_reference);
  shown.contract = text(&invoice, BT::contract_reference);
  shown.payment_terms = text(&invoice, BT::payment_terms);
  shown.payee = text(invoice.find(BG::payee), BT::payee_name);
}

}  // namespace

Invoice invoice_of(const Document& document) {
  const auto& invoice = document.invoice;
  Invoice shown;
  shown.syntax = document.syntax;
  read_header(invoice, shown);
  for (const auto& preceding : invoice.all(BG::preceding_invoice))
    shown.preceding.push_back(text(&preceding, BT::preceding_invoice));
  for (const auto& note : invoice.all(BG::note))
    for (auto& each : all(note, BT::note)) shown.notes.push_back(std::move(each));
  shown.seller = party_of(invoice, kSeller);
  shown.buyer = party_of(invoice, kBuyer);
  shown.payments = payments_of(invoice);
  shown.allowances_and_charges = allowances_and_charges_of(invoice);
  shown.vat = vat_of(invoice);
  shown.total_vat = total_vat_of(invoice);
  read_totals(invoice.find(BG::totals), shown);
  for (const auto& line : invoice.all(BG::line)) shown.lines.push_back(line_of(line));
  return shown;
}

}  // namespace vesture::domain::einvoice
