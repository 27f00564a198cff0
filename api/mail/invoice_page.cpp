#include "api/mail/invoice_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <initializer_list>
#include <string_view>
#include <vector>

#include "api/mail/invoice_words.hpp"
#include "api/mail/paper.hpp"
#include "api/mail/safe_html.hpp"

namespace vesture::api {

namespace {

namespace einvoice = domain::einvoice;
using domain::Language;
using domain::Text;

// One column of a table: figures stand to the right.
struct Column {
  Text heading;
  bool figure = false;
};

class Table {
 public:
  Table(Language language, std::initializer_list<Column> columns) : columns_(columns) {
    html_ = "<table class=\"figures\">\n<thead><tr>";
    for (const auto& column : columns_)
      html_ += fmt::format("<th{}>{}</th>", kind_of(column), html_escaped(column.heading.in(language)));
    html_ += "</tr></thead>\n<tbody>\n";
  }

  // As many as there are columns.
  void row(std::initializer_list<std::string_view> cells) {
    html_ += "<tr>";
    auto column = columns_.begin();
    for (const auto cell : cells)
      html_ += fmt::format("<td{}>{}</td>", kind_of(*column++), html_escaped(cell));
    html_ += "</tr>\n";
  }

  std::string finish() const { return html_ + "</tbody>\n</table>\n"; }

 private:
  static std::string_view kind_of(const Column& column) { return column.figure ? " class=\"figure\"" : ""; }

  std::vector<Column> columns_;
  std::string html_;
};

std::string heading(Text text, Language language) { return fmt::format("<h2>{}</h2>\n", text.in(language)); }

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string text;
  for (const auto part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

std::string address_of(const einvoice::Party& party) {
  return joined({fmt::format("{}", fmt::join(party.address, ", ")), party.country}, ", ");
}

void put_party(Text label, const einvoice::Party& party, Paper& page) {
  page.line(label, joined({party.name, party.trading_name}, " / "));
  page.line({"Reģistr. nr.", "Registration number"}, party.registration);
  page.line({"PVN reģistr. nr.", "VAT identifier"}, party.vat_identifier);
  page.line({"Adrese", "Address"}, address_of(party));
  page.line({"Saziņa", "Contact"}, fmt::format("{}", fmt::join(party.contact, ", ")));
}

void put_references(const einvoice::Invoice& invoice, Paper& page) {
  page.line({"Izrakstīts", "Issued"}, invoice.issued);
  page.line({"Apmaksas termiņš", "Due"}, invoice.due);
  page.line({"Piegādāts", "Delivered"}, invoice.delivered);
  page.line({"Periods", "Period"}, joined({invoice.period_start, invoice.period_end}, " – "));
  page.line({"Pircēja atsauce", "Buyer reference"}, invoice.buyer_reference);
  page.line({"Pasūtījums", "Order"}, invoice.order_reference);
  page.line({"Līgums", "Contract"}, invoice.contract);
  page.line({"Iepriekšējie rēķini", "Preceding invoices"},
            fmt::format("{}", fmt::join(invoice.preceding, ", ")));
}

std::string lines_of(const einvoice::Invoice& invoice, Language language) {
  Table table(language, {{{"Nr.", "No."}},
                         {{"Nosaukums", "Item"}},
                         {{"Daudzums", "Quantity"}, true},
                         {{"Vien.", "Unit"}},
                         {{"Cena", "Price"}, true},
                         {{"PVN", "VAT"}},
                         {{"Summa", "Amount"}, true}});
  for (const auto& line : invoice.lines)
    table.row({line.identifier, joined({line.name, line.description}, ": "), line.quantity,
               unit_in_words(line.unit, language), line.net_price,
               joined({line.vat_category, line.vat_rate}, " "), line.net_amount});
  return table.finish();
}

std::string vat_of(const einvoice::Invoice& invoice, Language language) {
  if (invoice.vat.empty()) return {};
  Table table(language, {{{"PVN kategorija", "VAT category"}},
                         {{"Likme, %", "Rate, %"}, true},
                         {{"Apliekamā summa", "Taxable amount"}, true},
                         {{"PVN", "VAT"}, true},
                         {{"Atbrīvojuma pamats", "Reason for exemption"}}});
  for (const auto& each : invoice.vat)
    table.row({vat_category_in_words(each.category, language), each.rate, each.taxable_amount,
               each.tax_amount, each.exemption_reason});
  return heading({"Pievienotās vērtības nodoklis", "Value added tax"}, language) + table.finish();
}

std::string totals_of(const einvoice::Invoice& invoice, Language language) {
  Table table(language, {{{"Kopsummas", "Totals"}}, {{invoice.currency, invoice.currency}, true}});
  const auto put = [&](Text label, std::string_view amount) {
    if (!amount.empty()) table.row({label.in(language), amount});
  };
  put({"Rindu kopsumma", "Sum of lines"}, invoice.lines_total);
  put({"Atlaides", "Allowances"}, invoice.allowances_total);
  put({"Piemaksas", "Charges"}, invoice.charges_total);
  put({"Summa bez PVN", "Total without VAT"}, invoice.total_without_vat);
  put({"PVN", "VAT"}, invoice.total_vat);
  put({"Summa ar PVN", "Total with VAT"}, invoice.total_with_vat);
  put({"Jau apmaksāts", "Paid"}, invoice.prepaid);
  put({"Noapaļojums", "Rounding"}, invoice.rounding);
  put({"Apmaksai", "Amount due"}, invoice.payable);
  return heading({"Kopā", "Total"}, language) + table.finish();
}

std::string payment_of(const einvoice::Invoice& invoice, Language language) {
  if (invoice.payments.empty() && invoice.payment_terms.empty()) return {};
  std::string html = heading({"Apmaksa", "Payment"}, language);
  for (const auto& each : invoice.payments)
    html += fmt::format(
        "<p>{}</p>\n",
        html_escaped(
            joined({payment_means_in_words(each.means, language), each.account, each.remittance}, ", ")));
  if (!invoice.payment_terms.empty()) html += fmt::format("<p>{}</p>\n", html_escaped(invoice.payment_terms));
  return html;
}

std::string notes_of(const einvoice::Invoice& invoice) {
  std::string html;
  for (const auto& note : invoice.notes) html += fmt::format("<p>{}</p>\n", html_escaped(note));
  return html;
}

Text kind_of(const einvoice::Invoice& invoice) {
  constexpr std::string_view kCreditNote = "381";  // UNTDID 1001
  const bool credit = invoice.syntax == einvoice::Syntax::ubl_credit_note || invoice.type_code == kCreditNote;
  return credit ? Text{"Kredītrēķins", "Credit note"} : Text{"Rēķins", "Invoice"};
}

}  // namespace

std::string invoice_page(const einvoice::Invoice& invoice, Language language) {
  Paper page(language);
  put_party({"Pārdevējs", "Seller"}, invoice.seller, page);
  put_party({"Pircējs", "Buyer"}, invoice.buyer, page);
  page.line({"Maksājuma saņēmējs", "Payee"}, invoice.payee);
  put_references(invoice, page);
  const auto title = fmt::format("{} {}", kind_of(invoice).in(language), invoice.number);
  return page.finish(title, "<main>\n" + lines_of(invoice, language) + vat_of(invoice, language) +
                                totals_of(invoice, language) + payment_of(invoice, language) +
                                notes_of(invoice) + "</main>\n");
}

}  // namespace vesture::api
