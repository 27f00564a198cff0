// vesture-replay show: what a view had of an account at a moment, or the events of one stream, from a copy of the log or
// from a running server.
#pragma once

#include "replay/command.hpp"
#include "replay/rows_on_terminal.hpp"
#include "replay/source.hpp"

namespace vesture::replay {

void add_show(CLI::App&, Run& chosen);

// What the command shows, at the source's moment. The first two throw std::invalid_argument for what is no account's id
// or no view.
Rows rows_in_view(const Source&, const std::string& account, const std::string& view);
// How many rows each view has of the account.
Rows rows_in_each_view(const Source&, const std::string& account);
// With the events' fields where wanted; what is sealed stays so.
Rows events_of_stream(const Source&, const std::string& stream, bool fields);

}  // namespace vesture::replay
