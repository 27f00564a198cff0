// The data directory that a command reads: a copy, or the directory of a running server. Nothing in it is changed.
#pragma once

#include <CLI/App.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "domain/common/sealing.hpp"
#include "eventstore/keyring.hpp"
#include "eventstore/log/log.hpp"
#include "projections/common/contents.hpp"
#include "projections/history/moment.hpp"

namespace vesture::replay {

struct SourceOptions {
  std::filesystem::path data;
  std::optional<std::filesystem::path> master_key;  // default: <data>/master.key
  std::string at;                                   // as history/moment.hpp reads it; empty: as it is found
};

// --data, --master-key and, where the command takes it, --at.
void add_source_options(CLI::App& command, SourceOptions&);
void add_at_option(CLI::App& command, SourceOptions&);

using projections::history::position_of;
using projections::history::time_of;

struct Source {
  std::filesystem::path data;
  std::unique_ptr<eventstore::Keyring> keyring;  // nullptr where the copy has none: what is sealed stays so
  std::unique_ptr<domain::Cipher> cipher;
  std::unique_ptr<eventstore::Log> log;  // its head is the moment that was asked for
  domain::Instant known;                 // until when the whole log there knows what happened
};

// Throws std::out_of_range for a moment that the log there does not reach.
Source open_source(const SourceOptions&);
// What people wrote, where its vault and its keys are there. The source outlives it.
projections::Contents contents_of(const Source&);

}  // namespace vesture::replay
