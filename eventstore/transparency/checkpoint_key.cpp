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

NoteSigner open_checkpoint_key(const CheckpointKeyFiles& files, const std::optional<std::string>& origin) {
  auto signer = std::filesystem::exists(files.key) ? read(files.key)
                                                   : create(files.key, origin.value_or(kDefaultOrigin));
  const NoteVerifier& verifier = signer.verifier();
  if (origin && *origin != verifier.name())
    throw std::runtime_error(
        fmt::format("{}: the key is of the log {}, not of {}", files.key.string(), verifier.name(), *origin));
  replace_file(files.verifier, verifier.text() + "\n");
  return signer;
}

}  // namespace vesture::eventstore
