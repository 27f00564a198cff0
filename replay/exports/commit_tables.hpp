// The log as two tables: `commits`, a row each, and `events`, a row each with its fields as JSON (event_fields.hpp).
#pragma once

#include <functional>

#include "domain/common/sealing.hpp"
#include "eventstore/log/log.hpp"
#include "replay/exports/table_shape.hpp"

namespace vesture::replay {

// With the column `origin`, where the actor came from, where `sealed`.
TableShape commits_table(bool sealed);
TableShape events_table();

Cells commit_row(const eventstore::Commit&, bool sealed, const domain::Cipher&);
// `number`: of the event in its commit, from 1.
Cells event_row(const eventstore::Commit&, std::size_t number);

}  // namespace vesture::replay
