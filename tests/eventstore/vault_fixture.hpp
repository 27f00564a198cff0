// A vault and its keyring in a directory of their own, and contents to put into it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "eventstore/vault/chunks.hpp"
#include "eventstore/vault/vault.hpp"
#include "tests/eventstore/contents.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {

struct OpenVault {
  ScratchDirectory directory;
  std::filesystem::path vault_directory = directory.path() / "vault";
  std::filesystem::path ring = directory.path() / "keyring";
  std::filesystem::path master = directory.path() / "master.key";
  VaultOptions options;
  std::unique_ptr<Keyring> keys = Keyring::open(ring, master);
  std::unique_ptr<Vault> vault = Vault::open(vault_directory, *keys, options);

  OpenVault() = default;
  explicit OpenVault(rocksdb::Env* env) : options{.env = env} {}

  void close() {
    vault.reset();
    keys.reset();
  }
  void reopen() {
    close();
    keys = Keyring::open(ring, master);
    vault = Vault::open(vault_directory, *keys, options);
  }

  ContentFacts put(const ContentId& content, std::string_view bytes) const {
    const auto writer = vault->create(content);
    writer->write(bytes);
    return writer->finish();
  }
};

inline std::string rest_of(VaultReader& reader) {
  std::string all;
  for (std::string piece = reader.read(); !piece.empty(); piece = reader.read()) all += piece;
  return all;
}

struct VaultTest : testing::Test, OpenVault {
  std::string get(const ContentId& content) const {
    const auto reader = vault->read(content);
    if (!reader) throw std::runtime_error("no such content");
    return rest_of(*reader);
  }
};

}  // namespace vesture::eventstore
