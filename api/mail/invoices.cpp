#include "api/mail/invoices.hpp"

#include "api/einvoice/check.hpp"
#include "api/files/problems.hpp"
#include "api/files/stored_content.hpp"
#include "api/mail/invoice_json.hpp"
#include "api/mail/invoice_page.hpp"
#include "api/mail/own_mail.hpp"
#include "api/mail/paper.hpp"
#include "api/signatures/content_bytes.hpp"

namespace vesture::api {

namespace {

using domain::rights::Right;

struct OwnInvoice {
  OwnMail own;
  einvoice::Checked checked;
};

// In whatever folder it lies: who writes it sees what it says before it is sent. Read anew, from what was attached; where
// the rules have become stricter since, the findings say so.
Result<OwnInvoice> read_invoice(const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_mail(backend, call, unit, Right::read);
  if (!own) return std::unexpected(own.error());
  const auto attachment = find_attachment(call, unit, *own);
  if (!attachment) return std::unexpected(attachment.error());
  if (!domain::files::is_invoice(attachment->inspection.form)) return std::unexpected(problems::not_found());
  if (!backend.contents_settled) return std::unexpected(problems::not_yet(backend.runner.position()));
  try {
    const StoredContent content(backend.vault, attachment->content.id);
    auto checked = einvoice::check(signatures::bytes_at(content, 0, einvoice::kEnoughToCheck));
    if (!checked.invoice) return std::unexpected(problems::invoice_invalid(checked.findings));
    record_look(backend, call, unit, own->grant, own->id, "invoice=" + call.path[2]);
    return OwnInvoice{*own, std::move(checked)};
  } catch (const eventstore::ContentGone&) {
    return std::unexpected(problems::mail_destroyed());
  }
}

Result<Answered<InvoiceViewJson>> show(const Backend& backend, const Call& call, Unit& unit) {
  auto read = read_invoice(backend, call, unit);
  if (!read) return std::unexpected(read.error());
  Answered<InvoiceViewJson> answered;
  answered.value.invoice = std::move(*read->checked.invoice);
  for (const auto& finding : read->checked.findings)
    answered.value.findings.push_back(json_of(finding, call.language));
  answered.reply.version = version_of(unit, read->own);
  act_as(read->own.grant, answered.reply);
  return answered;
}

Result<Reply> print(const Backend& backend, const Call& call, Unit& unit) {
  const auto read = read_invoice(backend, call, unit);
  if (!read) return std::unexpected(read.error());
  Reply reply;
  reply.body = invoice_page(*read->checked.invoice, call.language);
  reply.content_type = "text/html; charset=utf-8";
  reply.headers.emplace_back("Content-Security-Policy", paper_policy());
  act_as(read->own.grant, reply);
  return reply;
}

Route invoice_route(std::string path, std::string operation, std::string summary) {
  auto declared =
      declare(Access::person, "GET",
              "/v1/accounts/{account}/messages/{message}/attachments/{number}/invoice" + std::move(path),
              std::move(operation), std::move(summary));
  declared.slow = true;
  return declared;
}

}  // namespace

std::vector<Route> invoice_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(
      route<InvoiceViewJson>(invoice_route("", "mail.show_invoice", "What an attached e-invoice says."),
                             [&backend](const Call& call, Unit& unit) { return show(backend, call, unit); }));
  auto page = invoice_route("/print", "mail.print_invoice",
                            "An attached e-invoice as a page of HTML that prints well on A4.");
  page.media_type = "text/html";
  page.run = [&backend](const Call& call, Unit& unit) { return print(backend, call, unit); };
  routes.push_back(std::move(page));
  return routes;
}

}  // namespace vesture::api
