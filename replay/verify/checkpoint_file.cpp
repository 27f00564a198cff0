#include "replay/verify/checkpoint_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "eventstore/posix_file.hpp"
#include "replay/verify/finding.hpp"

namespace vesture::replay {

namespace fs = std::filesystem;

SignedCheckpoint check_signature(std::string note, const eventstore::NoteVerifier& key,
                                 const std::string& whose) {
  auto opened = eventstore::open_checkpoint(note, key);
  if (!opened) throw Flaw({0, "", 0, whose + ": " + opened.error(), "", ""});
  return {std::move(note), std::move(*opened)};
}

std::string text_of_file(const fs::path& file) {
  return eventstore::read_all(eventstore::Descriptor(file, O_RDONLY), file);
}

eventstore::NoteVerifier verifier_of(const std::string& key_or_file) {
  std::string text = fs::exists(key_or_file) ? text_of_file(key_or_file) : key_or_file;
  while (text.ends_with('\n')) text.pop_back();
  if (auto key = eventstore::NoteVerifier::parse(text)) return *key;
  throw std::invalid_argument(fmt::format("{}: not a verifier key (<name>+<id>+<key>)", key_or_file));
}

void keep_checkpoint(const fs::path& file, const SignedCheckpoint& checkpoint) {
  const fs::path beside = file.string() + ".new";
  {
    const eventstore::Descriptor out(beside, O_WRONLY | O_CREAT | O_TRUNC);
    eventstore::write_at(out, 0, checkpoint.note, beside);
    if (::fsync(out.get()) != 0) eventstore::fail(beside);
  }
  fs::rename(beside, file);
  eventstore::sync_directory_of(file);
}

}  // namespace vesture::replay
