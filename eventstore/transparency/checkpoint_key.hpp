// The key that a log signs its checkpoints with: made once, kept in a file that its owner alone may read, as the text of
// a note's signer (note.hpp). Its name is the log's origin.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "eventstore/transparency/note.hpp"

namespace vesture::eventstore {

inline constexpr const char* kDefaultOrigin = "localhost/vesture";

// Makes the key, of the origin or else of kDefaultOrigin, where there is none and nothing was signed: where the file
// `last_signed` is there, its key is missing. Throws std::runtime_error then, and where the file holds no key, or one of
// another origin than is given, or others may read it.
NoteSigner open_checkpoint_key(const std::filesystem::path& key, const std::filesystem::path& last_signed,
                               const std::optional<std::string>& origin);

// The file that auditors are given.
void hand_out(const NoteVerifier&, const std::filesystem::path&);

}  // namespace vesture::eventstore
