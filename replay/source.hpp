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

// Absolute and plain: no "." or "..", no slash at its end. Every path that a command writes to is made so first.
std::filesystem::path plain_path(const std::filesystem::path&);

// What a command reads is changed in nothing. Throws std::invalid_argument where `written` is the data directory, lies
// in it or contains it, links followed.
void require_apart(const std::filesystem::path& data, const std::filesystem::path& written);

struct Source {
  std::filesystem::path data;
  std::unique_ptr<eventstore::Keyring> keyring;  // nullptr where the copy has none: what is sealed stays so
  std::unique_ptr<domain::Cipher> cipher;
  std::unique_ptr<eventstore::Log> log;  // its head is the moment that was asked for
  domain::Instant known;                 // until when the whole log there knows what happened
};

// Throws std::out_of_range for a moment that the log there does not reach.
Source open_source(const SourceOptions&);

}  // namespace vesture::replay
