#include "eventstore/transparency/tlog_proof.hpp"

#include <fmt/format.h>

#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/transparency/text_lines.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kMostHashes = 64;  // levels of a tree

// The value of a line that begins with the word; takes nothing where the next line does not.
std::optional<std::string_view> take_value(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return std::nullopt;
  const auto line = take_line(text);
  return line ? std::optional(line->substr(word.size())) : std::nullopt;
}

// As far as the blank line, which is taken too.
std::expected<Hashes, Refusal> take_hashes(std::string_view& text) {
  Hashes hashes;
  while (true) {
    const auto line = take_line(text);
    if (!line) return std::unexpected("no blank line ends the proof's hashes");
    if (line->empty()) return hashes;
    const auto hash = parse_hash(*line);
    if (!hash)
      return std::unexpected(fmt::format("hash {} of the proof is not 32 bytes in base64", hashes.size()));
    if (hashes.size() == kMostHashes) return std::unexpected("the proof has too many hashes");
    hashes.push_back(*hash);
  }
}

}  // namespace

std::string proof_text(const TlogProof& proof) {
  std::string text = fmt::format("{}\n", kFirstLine);
  if (proof.extra) text += fmt::format("{}{}\n", kExtra, base64::encode(*proof.extra));
  text += fmt::format("{}{}\n", kIndex, proof.index);
  for (const Digest& hash : proof.hashes) text += base64::encode(as_text(hash)) + "\n";
  return text + "\n" + proof.checkpoint;
}

std::expected<TlogProof, Refusal> parse_proof(std::string_view text) {
  if (text.size() > kMostProofBytes) return std::unexpected("the proof is too long");
  if (take_line(text) != kFirstLine)
    return std::unexpected(fmt::format("the first line is not {}", kFirstLine));
  TlogProof proof;
  if (const auto extra = take_value(text, kExtra)) {
    proof.extra = base64::decode(*extra);
    if (!proof.extra) return std::unexpected("the proof's extra data is not base64");
  }
  const auto index = take_value(text, kIndex);
  const auto parsed = index ? parse_decimal(*index) : std::nullopt;
  if (!parsed) return std::unexpected("the proof has no index");
  proof.index = *parsed;
  auto hashes = take_hashes(text);
  if (!hashes) return std::unexpected(hashes.error());
  proof.hashes = std::move(*hashes);
  proof.checkpoint = text;
  return proof;
}

std::expected<Checkpoint, Refusal> check_proof(const TlogProof& proof, const Digest& leaf,
                                               const NoteVerifier& key) {
  auto checkpoint = open_checkpoint(proof.checkpoint, key);
  if (checkpoint && !proves_inclusion(proof.hashes, proof.index, leaf, checkpoint->head))
    return std::unexpected(fmt::format("it is not proved that leaf {} is in the log of {} commits",
                                       proof.index, checkpoint->head.size));
  return checkpoint;
}

}  // namespace vesture::eventstore
