// What a log signs of itself (C2SP tlog-checkpoint): how many commits it has, and the root of the tree over them.
//
//   text := origin, "\n", size in decimal, "\n", base64(root[32]), "\n", (extension, "\n")*
//
// It is the text of a note that a key of the origin's name has signed. Extensions mean nothing here, and are kept as they
// are.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "eventstore/transparency/merkle.hpp"
#include "eventstore/transparency/note.hpp"

namespace vesture::eventstore {

struct Checkpoint {
  std::string origin;
  TreeHead head;
  std::string extensions;  // lines, each with its end

  bool operator==(const Checkpoint&) const = default;
};

std::string checkpoint_text(const Checkpoint&);
std::expected<Checkpoint, Refusal> parse_checkpoint(std::string_view text);

// A signed checkpoint whose origin is the key's name.
std::expected<Checkpoint, Refusal> open_checkpoint(std::string_view note, const NoteVerifier&);

}  // namespace vesture::eventstore
