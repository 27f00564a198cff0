// Whatever text comes as a note, a key, a checkpoint, a proof, a tile's path or a bundle, it is refused, or written back
// as it came.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "eventstore/base64.hpp"
#include "eventstore/transparency/checkpoint.hpp"
#include "eventstore/transparency/tiles.hpp"
#include "eventstore/transparency/tlog_proof.hpp"

namespace {

using namespace vesture::eventstore;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const auto key = NoteSigner::generate("example.lv/log").verifier();
  require(!open_note(text, key));
  if (const auto bytes = base64::decode(text)) require(base64::encode(*bytes) == text);
  if (const auto signer = NoteSigner::parse(text)) require(signer->text() == text);
  if (const auto verifier = NoteVerifier::parse(text)) require(verifier->text() == text);
  if (const auto checkpoint = parse_checkpoint(text)) require(checkpoint_text(*checkpoint) == text);
  if (const auto proof = parse_proof(text)) require(proof_text(*proof) == text);
  if (const auto path = parse_tile_path(text))
    require(std::visit([](const auto& tile) { return path_of(tile); }, *path) == text);
  if (const auto leaves = parse_bundle(text, kTileWidth)) require(leaves->size() == kTileWidth);
  return 0;
}
