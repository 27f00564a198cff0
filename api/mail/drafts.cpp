#include "api/mail/drafts.hpp"

#include <algorithm>

#include "api/files/attachment.hpp"
#include "api/files/problems.hpp"
#include "api/http/decimal.hpp"
#include "api/mail/safe_html.hpp"
#include "api/mail/showing.hpp"
#include "api/mail/writing.hpp"
#include "api/nfc.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using mail::Action;
using mail::Folder;
using MailAnswer = Result<Answered<MessageJson>>;

struct DraftBody {
  BoundedText<0, mail::kMostSubjectCharacters> subject;
  std::optional<LongText<mail::kMostTextBytes>> html;  // or text
  std::optional<LongText<mail::kMostTextBytes>> text;
  std::vector<std::string> to;             // e-addresses
  std::optional<domain::Date> confirm_by;  // the last day for confirming (MAIL-14)
  BOOST_DESCRIBE_CLASS(DraftBody, (), (subject, html, text, to, confirm_by), (), ())
};

// Room for the longest text with each of its bytes escaped.
constexpr std::size_t kMostBodyBytes = std::size_t{3} << 19;

Problem not_both() {
  return problems::bad_field("/text", {"Norāda vai nu html, vai text.", "Expected either html or text."});
}

Problem text_too_long(std::string_view pointer) {
  auto problem = problems::bad_field(pointer, {"Teksts ir par garu vai tajā ir par daudz formatējuma.",
                                               "The text is too long, or has too much formatting."});
  problem.code = "mail.text_too_long";
  problem.rule = "MAIL-07";
  problem.limit = mail::kMostTextBytes;
  return problem;
}

Result<mail::MessageText> text_of(const DraftBody& body) {
  if (body.html && body.text) return std::unexpected(not_both());
  auto safe = body.html ? safe_text_of_html(body.html->value)
                        : safe_text_of_plain(body.text ? body.text->value : std::string());
  const auto fits = [](const std::string& text) { return text.size() <= mail::kMostTextBytes; };
  if (!safe || !fits(safe->html) || !fits(safe->plain))
    return std::unexpected(text_too_long(body.html ? "/html" : "/text"));
  return mail::MessageText{to_nfc(body.subject.value), std::move(safe->html), std::move(safe->plain)};
}

Result<void> save(const Backend& backend, const Call& call, Unit& unit, domain::DraftId draft,
                  const DraftBody& body) {
  auto text = text_of(body);
  if (!text) return std::unexpected(text.error());
  return save_draft(backend, call, unit, draft, {std::move(*text), body.to, body.confirm_by});
}

MailAnswer make_draft(const Backend& backend, const Call& call, Unit& unit, const DraftBody& body) {
  const auto grant = grant_for_mailbox(call, unit, mail::needed_for(Action::edit));
  if (!grant) return std::unexpected(grant.error());
  const bool active = live_account(unit, grant->account)->e_address_works();
  if (const auto* against = mail::obstacle(Action::edit, Folder::drafts, active))
    return std::unexpected(problem_of(*against));

  const auto id = backend.mint_id<domain::DraftId>();
  const mail::MakeDraft making{id, grant->account, std::nullopt};
  if (const auto made = decide<mail::Draft>(unit, id, making); !made) return std::unexpected(made.error());
  if (const auto saved = save(backend, call, unit, id, body); !saved) return std::unexpected(saved.error());
  const OwnMail own{*grant, projections::mail::Kind::draft, id.uuid, id, Folder::drafts, active};
  auto answered = answer_with_mail(backend, call, unit, own);
  if (!answered) return answered;
  answered->reply.status = 201;
  answered->reply.headers.emplace_back("Location", call.request.path + "/" + to_string(id));
  return answered;
}

MailAnswer save_as_it_is(const Backend& backend, const Call& call, Unit& unit, const DraftBody& body) {
  const auto own = find_draft_to_change(Action::edit, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  if (const auto saved = save(backend, call, unit, own->draft, body); !saved)
    return std::unexpected(saved.error());
  return answer_with_mail(backend, call, unit, *own);
}

// ?as=e_invoice: who attaches an e-invoice wants to hear where it is none. Whatever is one is held against the rules.
constexpr std::string_view kAs = "as";
constexpr std::string_view kEInvoice = "e_invoice";

Result<bool> is_to_be_invoice(const Call& call) {
  for (const auto& [name, value] : call.request.query) {
    if (name != kAs) continue;
    if (value != kEInvoice) return std::unexpected(problems::bad_parameter(kAs));
    return true;
  }
  return false;
}

// Asked before a byte is read: what the draft has room for.
Result<UploadAdmission> admit_attachment(const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_draft_to_change(Action::edit, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  if (const auto asked = is_to_be_invoice(call); !asked) return std::unexpected(asked.error());
  const auto& writing = *mail::writing(unit.load<mail::Draft>(own->draft));
  const auto& limits = backend.mail_rules.limits;
  if (writing.attachments.size() >= limits.attachments)
    return std::unexpected(with_limit(problem_of(mail::rejections::too_many_attachments), limits));
  const auto attached = std::min(writing.attached_bytes(), limits.attached_bytes);
  return UploadAdmission{std::min(backend.most_file_bytes, limits.attached_bytes - attached),
                         with_limit(problem_of(mail::rejections::attachments_too_large), limits)};
}

MailAnswer attach(const Backend& backend, const Call& call, Unit& unit, const Upload& upload) {
  const auto own = find_draft_to_change(Action::edit, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  const auto to_be_invoice = is_to_be_invoice(call);
  if (!to_be_invoice) return std::unexpected(to_be_invoice.error());
  if (*to_be_invoice && !domain::files::is_invoice(upload.inspection.form))
    return std::unexpected(problems::not_an_invoice());
  const auto& limits = backend.mail_rules.limits;
  const domain::files::StoredContent content{upload.content, upload.size, upload.commitment};
  const mail::AddAttachment adding{upload.name,       upload.media_type,  content, upload.scan,
                                   upload.inspection, call.caller.person, limits};
  if (auto added = decide<mail::Draft>(unit, own->draft, adding); !added)
    return std::unexpected(with_limit(std::move(added.error()), limits));
  if (const auto taken = take_content(unit, own->grant.account, own->draft, content); !taken)
    return std::unexpected(taken.error());
  auto answered = answer_with_mail(backend, call, unit, *own);
  if (!answered) return answered;
  answered->reply.status = 201;
  const auto number = mail::writing(unit.load<mail::Draft>(own->draft))->last_number;
  answered->reply.headers.emplace_back("Location", call.request.path + "/" + std::to_string(number));
  return answered;
}

MailAnswer detach(const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_draft_to_change(Action::edit, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  const auto number = parse_decimal<std::uint32_t>(call.path[2]);
  const auto* attachment =
      number ? mail::writing(unit.load<mail::Draft>(own->draft))->attachment(*number) : nullptr;
  if (!attachment) return std::unexpected(problems::not_found());
  const auto content = attachment->content.id;
  if (const auto removed = decide<mail::Draft>(unit, own->draft, mail::RemoveAttachment{*number}); !removed)
    return std::unexpected(removed.error());
  if (const auto gone = let_content_go(unit, own->draft, content); !gone)
    return std::unexpected(gone.error());
  return answer_with_mail(backend, call, unit, *own);
}

Route writing_route(std::string method, std::string path, std::string operation, std::string summary) {
  auto declared = declare(Access::person, std::move(method), "/v1/accounts/{account}/messages" + path,
                          std::move(operation), std::move(summary));
  declared.slow = true;
  return declared;
}

}  // namespace

std::vector<Route> draft_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto making = writing_route("POST", "", "mail.make_draft", "Begin a message, as a draft.");
  making.success = 201;
  making.body_limit = kMostBodyBytes;
  routes.push_back(shown_again(
      backend, route<DraftBody, MessageJson>(std::move(making),
                                             [&backend](const Call& call, Unit& unit, const DraftBody& body) {
                                               return make_draft(backend, call, unit, body);
                                             })));

  auto saving = writing_route("PUT", "/{message}", "mail.save_draft",
                              "Save the whole of what is written, but for the attachments.");
  saving.body_limit = kMostBodyBytes;
  routes.push_back(shown_again(
      backend, route<DraftBody, MessageJson>(std::move(saving),
                                             [&backend](const Call& call, Unit& unit, const DraftBody& body) {
                                               return save_as_it_is(backend, call, unit, body);
                                             })));

  auto attaching =
      writing_route("POST", "/{message}/attachments", "mail.attach", "Attach a file to a draft.");
  attaching.success = 201;
  attaching.inspects = true;
  attaching.parameters = {{std::string(kAs),
                           {{"type", "string"}, {"enum", boost::json::array{kEInvoice}}},
                           "What the file is to be: refused where it is not.",
                           false}};
  routes.push_back(shown_again(
      backend, upload_route<MessageJson>(
                   std::move(attaching),
                   [&backend](const Call& call, Unit& unit) { return admit_attachment(backend, call, unit); },
                   [&backend](const Call& call, Unit& unit, const Upload& upload) {
                     return attach(backend, call, unit, upload);
                   })));

  routes.push_back(shown_again(
      backend,
      route<MessageJson>(writing_route("DELETE", "/{message}/attachments/{number}", "mail.detach",
                                       "Remove an attachment from a draft."),
                         [&backend](const Call& call, Unit& unit) { return detach(backend, call, unit); })));
  return routes;
}

}  // namespace vesture::api
