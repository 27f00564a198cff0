// What someone writes goes into a draft: its text into the vault, with what is held and what is let go of in the same
// commit (MAIL-05, MAIL-07).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/mail/own_mail.hpp"
#include "domain/mail/text.hpp"

namespace vesture::api {

// The whole of what was written, but for the attachments.
struct Written {
  domain::mail::MessageText text;
  std::vector<std::string> to;  // e-addresses
  std::optional<domain::Date> confirm_by;
};

// Saves it in the draft, which the unit may just have made. The text that was there is let go of, unless it is the same.
// Writes the vault: for a slow route.
Result<void> save_draft(const Backend&, const Call&, Unit&, domain::DraftId, const Written&);

// A content that is in the vault for this unit's commit becomes the account's, held by the draft.
Result<void> take_content(Unit&, domain::AccountId, domain::DraftId, const domain::files::StoredContent&);
// The draft needs the content no more.
Result<void> let_content_go(Unit&, domain::DraftId, domain::ContentId);

// What …/messages/{message} names, to be changed as a draft; mail.draft_sent where it was sent meanwhile.
Result<OwnMail> find_draft_to_change(domain::mail::Action, const Backend&, const Call&, Unit&);

// Names the limit where the problem is that one was exceeded (MAIL-16).
Problem with_limit(Problem, const domain::mail::Limits&);

}  // namespace vesture::api
