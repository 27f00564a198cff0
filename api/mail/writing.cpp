#include "api/mail/writing.hpp"

#include "api/files/new_content.hpp"
#include "api/mail/showing.hpp"
#include "domain/files/content.hpp"

namespace vesture::api {

namespace {

namespace files = domain::files;
namespace mail = domain::mail;

constexpr const char* kEdited = "MAIL-05";  // by which a draft lets go of what it had

const std::optional<mail::DraftSaved>& saved(Unit& unit, domain::DraftId draft) {
  return mail::writing(unit.load<mail::Draft>(draft))->saved;
}

// Before anything is stored: what will be refused takes no space.
Result<void> check_recipients(const std::vector<std::string>& to) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (mail::is_e_address(to[i])) continue;
    auto problem = problem_of(mail::rejections::e_address_malformed);
    problem.field += "/" + std::to_string(i);
    return std::unexpected(std::move(problem));
  }
  return {};
}

Result<void> save(const Backend& backend, const Call& call, Unit& unit, domain::DraftId draft,
                  const Written& written, const files::StoredContent& text) {
  const auto& limits = backend.mail_rules.limits;
  const mail::SaveDraft saving{text, written.to, written.confirm_by, call.caller.person, limits};
  auto decided = decide<mail::Draft>(unit, draft, saving);
  if (!decided) return std::unexpected(with_limit(std::move(decided.error()), limits));
  return {};
}

}  // namespace

Result<void> save_draft(const Backend& backend, const Call& call, Unit& unit, domain::DraftId draft,
                        const Written& written) {
  if (const auto good = check_recipients(written.to); !good) return good;
  const auto before = saved(unit, draft);
  const auto text_before = read_text(backend, unit, draft);
  if (!text_before) return std::unexpected(text_before.error());
  if (*text_before == written.text) return save(backend, call, unit, draft, written, before->text);

  const auto text = store_content(backend, unit, mail::encode(written.text));
  if (!text) return std::unexpected(text.error());
  if (auto decided = save(backend, call, unit, draft, written, *text); !decided) return decided;
  const auto account = mail::writing(unit.load<mail::Draft>(draft))->made.account;
  if (auto taken = take_content(unit, account, draft, *text); !taken) return taken;
  return before ? let_content_go(unit, draft, before->text.id) : Result<void>{};
}

Result<void> take_content(Unit& unit, domain::AccountId account, domain::DraftId draft,
                          const files::StoredContent& content) {
  const files::StoreContent storing{account, content};
  if (auto stored = decide<files::Content>(unit, content.id, storing); !stored) return stored;
  return decide<files::Content>(unit, content.id, files::HoldContent{draft.uuid});
}

Result<void> let_content_go(Unit& unit, domain::DraftId draft, domain::ContentId content) {
  return decide<files::Content>(unit, content, files::ReleaseContent{draft.uuid, kEdited});
}

Result<OwnMail> find_draft_to_change(mail::Action action, const Backend& backend, const Call& call,
                                     Unit& unit) {
  const auto grant = grant_for_mailbox(call, unit, mail::needed_for(action));
  if (!grant) return std::unexpected(grant.error());
  const auto id = call.id<domain::DraftId>(1);
  if (!id) return std::unexpected(id.error());
  const auto* sent = std::get_if<mail::SentDraft>(&unit.load<mail::Draft>(*id));
  if (sent && sent->writing.made.account == grant->account)
    return std::unexpected(problem_of(mail::rejections::draft_sent));
  return find_mail_to_change(action, backend, call, unit);
}

Problem with_limit(Problem problem, const mail::Limits& limits) {
  if (problem.code == mail::rejections::too_many_recipients.code) problem.limit = limits.recipients;
  if (problem.code == mail::rejections::too_many_attachments.code) problem.limit = limits.attachments;
  if (problem.code == mail::rejections::attachments_too_large.code) problem.limit = limits.attached_bytes;
  return problem;
}

}  // namespace vesture::api
