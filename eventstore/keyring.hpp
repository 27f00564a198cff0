// The keys of people and accounts, under which their sealed fields are encrypted (AES-256-GCM), in a file of
// fixed slots that are overwritten in place and synced: a key that is destroyed is nowhere any more
// (RocksDB's table files would keep it). Keys are wrapped by a master key that lies in a file of its own. Any
// thread may call; making and destroying a key waits for a sync.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eventstore/corruption.hpp"
#include "eventstore/crypto.hpp"
#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

class Keyring {
 public:
  // Opens or creates both files, with mode 0600; refuses files that others may read or write. Where the ring is still
  // wrapped by the previous master key, every key is wrapped anew under `master` (made where it is missing) before it
  // returns; what was sealed stays as it is. An end in the middle leaves a ring that opens with the same arguments.
  // Throws std::runtime_error where a file does not check.
  static std::unique_ptr<Keyring> open(
      const std::filesystem::path& keyring, const std::filesystem::path& master,
      const std::optional<std::filesystem::path>& previous_master = std::nullopt);
  // Opens what is there to be read alone: nothing on the disk is locked or changed, and what would change it throws
  // std::logic_error. Keys that a server makes or destroys meanwhile are not seen.
  static std::unique_ptr<Keyring> open_to_read(const std::filesystem::path& keyring,
                                               const std::filesystem::path& master);
  ~Keyring();
  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;

  enum class KeyState { none, live, destroyed };
  KeyState state(const Id16& owner) const;

  // Makes the owner's key where there is none; durable when it returns. A destroyed key is never made again
  // (throws std::logic_error).
  void ensure(const Id16& owner);
  // The same with a key that the caller made (and sealed under already); the owner must never have had one
  // (throws std::logic_error).
  void adopt(const Id16& owner, const Secret& key);
  // Overwrites the slot and syncs. What was sealed under the key cannot be opened any more. Idempotent; an
  // owner without a key gets a destroyed one.
  void destroy(const Id16& owner);

  // Nonce (12 bytes), ciphertext, tag (16 bytes); bound to the owner and the context. Makes the key if
  // needed. Throws std::logic_error where the key has been destroyed.
  std::string seal(const Id16& owner, std::string_view context, std::string_view text);
  // nullopt: the key has been destroyed. Throws Corruption where the bytes do not check or there never was a
  // key.
  std::optional<std::string> open(const Id16& owner, std::string_view context,
                                  std::span<const std::uint8_t> sealed) const;

  // A key derived from the owner's for one purpose (subkey of crypto.hpp); nullopt where there is none or it is
  // destroyed.
  std::optional<Secret> subkey(const Id16& owner, std::string_view purpose) const;

  // KeyringFile::copy_to (keyring_file.hpp): keys are wrapped in the copy as they are here. No key is made or destroyed
  // meanwhile.
  std::size_t copy_to(const std::filesystem::path& copy) const;

  // HMAC-SHA-256 under a key that never leaves the ring, as 64 hexadecimal digits: names the stream of what
  // must be unique (a label, a personal code) without telling it. `purpose` keeps the kinds apart.
  std::string pseudonym(std::string_view purpose, std::string_view text) const;
  // A key for one purpose, derived from the ring's own secret (HKDF-SHA-256): cursors and the like.
  Digest derive(std::string_view purpose) const;

 private:
  struct Impl;
  explicit Keyring(std::unique_ptr<Impl>);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::eventstore
