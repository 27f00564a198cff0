// What one commit changes in the mailboxes.
#pragma once

#include "domain/common/sealing.hpp"
#include "eventstore/log/commit.hpp"
#include "projections/common/contents.hpp"
#include "projections/common/text_index.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections::mail {

// The words of the mailbox's rows, by their scope and id.
const TextIndex& mailbox_texts();

// Throws where the commit goes on with what is not there.
void apply_mail(const eventstore::Commit&, const domain::Cipher&, const Contents&, ViewBatch&);

}  // namespace vesture::projections::mail
