// The key that a log's signatures are checked with, as a command line names it.
#pragma once

#include <filesystem>
#include <string>

#include "eventstore/transparency/note.hpp"

namespace vesture::replay {

// Throws std::system_error where the file cannot be read.
std::string text_in(const std::filesystem::path&);

// The key's text, or a file that begins with it. Throws std::invalid_argument for what is neither.
eventstore::NoteVerifier verifier_key(const std::string& key_or_file);

}  // namespace vesture::replay
