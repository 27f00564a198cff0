#include "api/mail/letting_go.hpp"

#include "domain/files/content.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api {

namespace {

namespace files = domain::files;
namespace mail = domain::mail;
using mail::Copy;
using mail::Side;

const mail::DestroyedCopy* destroyed_copy(Unit& unit, domain::MessageId message, Side side) {
  return std::get_if<mail::DestroyedCopy>(&unit.load<Copy>({side, message}));
}

bool is_settled_for_recipient(Unit& unit, domain::MessageId message) {
  if (std::holds_alternative<mail::FailedMessage>(unit.load<mail::Message>(message))) return true;
  return destroyed_copy(unit, message, Side::received) != nullptr;
}

Result<void> release(Unit& unit, domain::DraftId holder, const std::vector<domain::ContentId>& contents,
                     const std::string& clause) {
  for (const auto& content : contents) {
    const files::ReleaseContent releasing{holder.uuid, clause};
    if (auto released = decide<files::Content>(unit, content, releasing); !released) return released;
  }
  return {};
}

// A receipt that is due and that nobody has marked as missed yet ends before the message does: nobody comes for it later.
Result<void> let_go_if_nobody_has(Unit& unit, domain::MessageId message, const std::string& clause) {
  const auto* sent = destroyed_copy(unit, message, Side::sent);
  if (!sent || !is_settled_for_recipient(unit, message)) return {};
  if (auto missed = decide<mail::Message>(unit, message, mail::MissReceipt{}); !missed) return missed;
  return decide_on_draft(unit, sent->filed.draft, mail::LetMessageGo{message, clause});
}

}  // namespace

Result<void> decide_on_draft(Unit& unit, domain::DraftId id, const mail::DraftCommand& command) {
  const auto* before = mail::writing(unit.load<mail::Draft>(id));
  const auto held = before ? before->contents() : std::vector<domain::ContentId>{};
  if (auto decided = decide<mail::Draft>(unit, id, command); !decided) return decided;
  const auto* gone = std::get_if<mail::GoneDraft>(&unit.load<mail::Draft>(id));
  return gone ? release(unit, id, held, gone->clause) : Result<void>{};
}

Result<void> let_go_of_failed(Unit& unit, domain::MessageId message) {
  const auto* sent = destroyed_copy(unit, message, Side::sent);
  return sent ? let_go_if_nobody_has(unit, message, sent->destroyed.clause) : Result<void>{};
}

Result<void> decide_on_copy(Unit& unit, const mail::CopyId& id, const mail::CopyCommand& command) {
  if (auto decided = decide<Copy>(unit, id, command); !decided) return decided;
  const auto* gone = destroyed_copy(unit, id.message, id.side);
  return gone ? let_go_if_nobody_has(unit, id.message, gone->destroyed.clause) : Result<void>{};
}

}  // namespace vesture::api
