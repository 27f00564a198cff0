// Who may use an account, as the mailbox's projection needs to know it.
#pragma once

#include <vector>

#include "domain/common/sealing.hpp"
#include "eventstore/log/commit.hpp"
#include "projections/mail/remembered.hpp"

namespace vesture::projections::mail {

// An event of an account or of its read rights. What those who go have not seen is forgotten.
void apply_people(const eventstore::Event&, const domain::Cipher&, ViewBatch&);

// Its owner, its users and its readers (RGT-01, RGT-03).
std::vector<domain::PersonId> who_may_use(const ViewBatch&, domain::AccountId, domain::Instant at);

}  // namespace vesture::projections::mail
