// A file that proves one leaf to be in a log, to whoever has the log's key and nothing else (C2SP tlog-proof).
//
//   proof := "c2sp.org/tlog-proof@v1\n", ["extra ", base64, "\n"], "index ", decimal, "\n",
//            (base64(hash[32]), "\n")*, "\n", signed checkpoint
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/transparency/checkpoint.hpp"

namespace vesture::eventstore {

inline constexpr std::size_t kMostProofBytes = std::size_t{64}
                                               << 20;  // a commit of 16 MiB, in base64 twice, and more

struct TlogProof {
  std::optional<std::string> extra;  // what the leaf is made of, as the log's own rules have it
  std::uint64_t index = 0;           // of the leaf, from 0
  Hashes hashes;                     // of inclusion
  std::string checkpoint;            // as it was signed

  bool operator==(const TlogProof&) const = default;
};

std::string proof_text(const TlogProof&);
std::expected<TlogProof, Refusal> parse_proof(std::string_view text);

// The checkpoint, where this key signed it and the leaf is in its tree.
std::expected<Checkpoint, Refusal> check_proof(const TlogProof&, const Digest& leaf, const NoteVerifier&);

}  // namespace vesture::eventstore
