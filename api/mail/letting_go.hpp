// How messages and drafts go for good (MAIL-09, RET-03), whoever lets them: their owners, or errands as terms end. In one
// commit a copy is destroyed, the message is let go of where nobody has it any more, and with the last message of a draft
// the contents are released; each is destroyed once no other draft holds it.
#pragma once

#include "api/backend.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"

namespace vesture::api {

// Any command on a copy. Where the copy is destroyed by it and nobody else has the message, it is let go of by the same
// clause: the sender has destroyed their copy, and the recipient theirs or never got one, for it failed. One that is on its
// way is still the recipient's.
Result<void> decide_on_copy(Unit&, const domain::mail::CopyId&, const domain::mail::CopyCommand&);

// Any command on a draft. Where the draft is gone by it, what it held is released.
Result<void> decide_on_draft(Unit&, domain::DraftId, const domain::mail::DraftCommand&);

// Lets go of a message that has just failed, if its sender destroyed their copy while it was on its way.
Result<void> let_go_of_failed(Unit&, domain::MessageId);

}  // namespace vesture::api
