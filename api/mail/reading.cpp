#include "api/mail/reading.hpp"

#include "api/files/attachment.hpp"
#include "api/files/download.hpp"
#include "api/http/content_disposition.hpp"
#include "api/mail/message_archive.hpp"
#include "api/mail/paper.hpp"
#include "api/mail/print_page.hpp"
#include "api/mail/showing.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using mail::Action;

void record_reading(const Backend& backend, const Call& call, Unit& unit, const OwnMail& own,
                    std::string_view what = {}) {
  record_look(backend, call, unit, own.grant, own.id, what);
}

Result<Answered<MessageJson>> open(const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_mail(backend, call, unit, Right::read);
  if (!own) return std::unexpected(own.error());
  record_reading(backend, call, unit, *own);
  return answer_with_mail(backend, call, unit, *own);
}

struct Readable {
  OwnMail own;
  MessageJson message;
};
Result<Readable> read_for(Action action, const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_mail_for(action, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  auto message = readable_message_json(backend, call, unit, *own);
  if (!message) return std::unexpected(message.error());
  return Readable{*own, std::move(*message)};
}

Result<Reply> download_attachment(const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_mail_for(Action::download_attachment, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  const auto attachment = find_attachment(call, unit, *own);
  if (!attachment) return std::unexpected(attachment.error());
  if (!backend.contents_settled) return std::unexpected(problems::not_yet(backend.runner.position()));
  auto content = backend.vault.read(attachment->content.id.uuid.bytes);
  if (!content) return std::unexpected(problems::mail_destroyed());
  auto reply = content_reply(call, attachment->name.text, attachment->media_type, std::move(content));
  if (!reply) return reply;
  act_as(own->grant, *reply);
  if (gives_content(call, *reply)) record_reading(backend, call, unit, *own, "attachment=" + call.path[2]);
  return reply;
}

Result<Reply> download(const Backend& backend, const Call& call, Unit& unit) {
  auto readable = read_for(Action::download, backend, call, unit);
  if (!readable) return std::unexpected(readable.error());
  const auto& own = readable->own;
  const auto* writing = mail::writing(unit.load<mail::Draft>(own.draft));
  Reply reply;
  reply.content = message_archive(backend, std::move(readable->message), writing->attachments, call.language);
  if (!reply.content) return std::unexpected(problems::mail_destroyed());
  reply.content_type = "application/zip";
  reply.headers.emplace_back("Content-Disposition",
                             attachment_disposition("message-" + to_string(own.id) + ".zip"));
  reply.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  act_as(own.grant, reply);
  if (gives_content(call, reply)) record_reading(backend, call, unit, own);
  return reply;
}

Result<Reply> print(const Backend& backend, const Call& call, Unit& unit) {
  const auto readable = read_for(Action::print, backend, call, unit);
  if (!readable) return std::unexpected(readable.error());
  Reply reply;
  reply.body = print_page(readable->message, call.language);
  reply.content_type = "text/html; charset=utf-8";
  reply.headers.emplace_back("Content-Security-Policy", paper_policy());
  act_as(readable->own.grant, reply);
  record_reading(backend, call, unit, readable->own);
  return reply;
}

Route reading(std::string path, std::string operation, std::string summary) {
  auto declared = declare(Access::person, "GET", "/v1/accounts/{account}/messages/{message}" + path,
                          std::move(operation), std::move(summary));
  declared.slow = true;
  return declared;
}

}  // namespace

std::vector<Route> mail_reading_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(
      route<MessageJson>(reading("", "mail.open", "A draft, or a message received or sent."),
                         [&backend](const Call& call, Unit& unit) { return open(backend, call, unit); }));
  routes.push_back(content_route(
      reading("/attachments/{number}", "mail.download_attachment", "An attachment's content."),
      [&backend](const Call& call, Unit& unit) { return download_attachment(backend, call, unit); }));
  auto whole = content_route(
      reading("/download", "mail.download", "The whole message as a ZIP: as HTML, as JSON, its attachments."),
      [&backend](const Call& call, Unit& unit) { return download(backend, call, unit); });
  whole.media_type = "application/zip";
  routes.push_back(std::move(whole));
  auto page = reading("/print", "mail.print", "The message as a page of HTML that prints well on A4.");
  page.media_type = "text/html";
  page.run = [&backend](const Call& call, Unit& unit) { return print(backend, call, unit); };
  routes.push_back(std::move(page));
  return routes;
}

}  // namespace vesture::api
