#include "eventstore/transparency/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/transparency/text_lines.hpp"

namespace vesture::eventstore {

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n{}", checkpoint.origin, checkpoint.head.size,
                     base64::encode(as_text(checkpoint.head.root)), checkpoint.extensions);
}

std::expected<Checkpoint, Refusal> parse_checkpoint(std::string_view text) {
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!root) return std::unexpected("a checkpoint has three lines: origin, size and root");
  if (origin->empty()) return std::unexpected("the checkpoint has no origin");
  const auto parsed_size = parse_decimal(*size);
  if (!parsed_size) return std::unexpected(fmt::format("{} is not the size of a log", *size));
  const auto parsed_root = parse_hash(*root);
  if (!parsed_root) return std::unexpected("the checkpoint's root is not 32 bytes in base64");
  if (!text.empty() && !text.ends_with('\n')) return std::unexpected("the checkpoint's last line has no end");
  return Checkpoint{std::string(*origin), {*parsed_size, *parsed_root}, std::string(text)};
}

std::expected<Checkpoint, Refusal> open_checkpoint(std::string_view note, const NoteVerifier& key) {
  const auto text = open_note(note, key);
  if (!text) return std::unexpected(text.error());
  auto checkpoint = parse_checkpoint(*text);
  if (checkpoint && checkpoint->origin != key.name())
    return std::unexpected(
        fmt::format("the checkpoint is of {}, the key of {}", checkpoint->origin, key.name()));
  return checkpoint;
}

}  // namespace vesture::eventstore
