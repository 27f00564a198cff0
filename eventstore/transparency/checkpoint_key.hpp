// The key that a log signs its checkpoints with: made once, kept in a file that its owner alone may read, as the text of
// a note's signer (note.hpp). Its name is the log's origin.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "eventstore/transparency/note.hpp"

namespace vesture::eventstore {

inline constexpr const char* kDefaultOrigin = "localhost/vesture";

struct CheckpointKeyFiles {
  std::filesystem::path key;
  std::filesystem::path verifier;  // written anew at each opening: what auditors are given
};

// Makes the key, of the origin or else of kDefaultOrigin, where there is none. Throws std::runtime_error where the file
// holds no key, or one of another origin than is given, or others may read it.
NoteSigner open_checkpoint_key(const CheckpointKeyFiles&, const std::optional<std::string>& origin);

}  // namespace vesture::eventstore
