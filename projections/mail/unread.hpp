// What each person has not seen yet, as commits change it (MAIL-14). A message is unread for those who might use the
// account when it came, until they have opened it or done something with it; while it lies in deleted it counts for nobody.
#pragma once

#include <vector>

#include "projections/common/view_store.hpp"
#include "projections/mail/remembered.hpp"

namespace vesture::projections::mail {

void begin_unread(ViewBatch&, domain::AccountId, domain::MessageId, std::vector<domain::PersonId> by);
// Nothing where the person has seen it, or where it is none of the account's received messages.
void mark_seen(ViewBatch&, domain::AccountId, domain::MessageId, domain::PersonId);
// As the message leaves `received`, and as it comes back.
void hide_unread(ViewBatch&, domain::AccountId, domain::MessageId);
void show_unread(ViewBatch&, domain::AccountId, domain::MessageId);
void forget_unread(ViewBatch&, domain::AccountId, domain::MessageId);
// Who may use the account no more, and begins anew if they come back.
void forget_unread_by(ViewBatch&, domain::AccountId, domain::PersonId);

}  // namespace vesture::projections::mail
