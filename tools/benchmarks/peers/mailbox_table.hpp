// The mailbox's list as a table of PostgreSQL (search.sh makes it), with its messages as COPY reads them.
#pragma once

#include <string>

#include "tools/benchmarks/peers/list_tables.hpp"
#include "tools/benchmarks/shared/mailbox_rows.hpp"

namespace vesture::bench {

// In the order of search.sh's columns.
SqlFields fields_of(const MailboxMessage&);

// The query of to_tsquery that finds what our words find: all of them, each by its beginning.
std::string text_query(const std::string& words);

}  // namespace vesture::bench
