// Signed checkpoints as files, and the keys that they are checked with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "eventstore/transparency/checkpoint.hpp"

namespace vesture::replay {

struct SignedCheckpoint {
  std::string note;  // as it was signed
  eventstore::Checkpoint checkpoint;
};

// Throws Flaw where the key did not sign it; `whose` says in words what it is.
SignedCheckpoint check_signature(std::string note, const eventstore::NoteVerifier&, const std::string& whose);

// Throws std::system_error where the file cannot be read.
std::string text_of_file(const std::filesystem::path&);

// A verifier key, or the name of a file that holds one. Throws std::invalid_argument for what is neither.
eventstore::NoteVerifier verifier_of(const std::string& key_or_file);

// In place of what was there, at once, and synced.
void keep_checkpoint(const std::filesystem::path&, const SignedCheckpoint&);

}  // namespace vesture::replay
