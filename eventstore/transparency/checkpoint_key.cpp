#include "eventstore/transparency/checkpoint_key.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/crypto.h>

#include <stdexcept>

#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

namespace {

NoteSigner create(const std::filesystem::path& path, const std::string& origin) {
  auto signer = NoteSigner::generate(origin);
  std::string text = signer.text() + "\n";
  replace_file(path, text);
  OPENSSL_cleanse(text.data(), text.size());
  return signer;
}

NoteSigner read(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  check_owner_only(file, path);
  std::string text = read_all(file, path);
  auto signer = NoteSigner::parse(std::string_view(text).substr(0, text.find('\n')));
  OPENSSL_cleanse(text.data(), text.size());
  if (!signer) throw std::runtime_error(path.string() + ": it holds no key for signing notes");
  return std::move(*signer);
}

}  // namespace

NoteSigner open_checkpoint_key(const std::filesystem::path& key, const std::filesystem::path& last_signed,
                               const std::optional<std::string>& origin) {
  if (!std::filesystem::exists(key)) {
    if (std::filesystem::exists(last_signed))
      throw std::runtime_error(fmt::format(
          "{} is not there, and {} was signed with it: put the key back, or remove {} to begin a new "
          "history of signatures, which auditors will not know",
          key.string(), last_signed.string(), last_signed.string()));
    return create(key, origin.value_or(kDefaultOrigin));
  }
  auto signer = read(key);
  if (origin && *origin != signer.verifier().name())
    throw std::runtime_error(fmt::format("{}: the key is of the log {}, not of {}", key.string(),
                                         signer.verifier().name(), *origin));
  return signer;
}

void hand_out(const NoteVerifier& verifier, const std::filesystem::path& file) {
  replace_file(file, verifier.text() + "\n", ReadableBy::all);
}

}  // namespace vesture::eventstore
