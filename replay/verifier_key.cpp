#include "replay/verifier_key.hpp"

#include <fcntl.h>

#include <stdexcept>

#include "eventstore/posix_file.hpp"

namespace vesture::replay {

std::string text_in(const std::filesystem::path& file) {
  return eventstore::read_all(eventstore::Descriptor(file, O_RDONLY), file);
}

eventstore::NoteVerifier verifier_key(const std::string& key_or_file) {
  if (auto key = eventstore::NoteVerifier::parse(key_or_file)) return *key;
  const std::string text = text_in(key_or_file);
  auto key = eventstore::NoteVerifier::parse(std::string_view(text).substr(0, text.find('\n')));
  if (!key) throw std::invalid_argument(key_or_file + ": it holds no verifier key (name+id+key)");
  return *key;
}

}  // namespace vesture::replay
