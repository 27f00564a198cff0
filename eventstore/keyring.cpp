#include "eventstore/keyring.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/crypto.h>

#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"
#include "eventstore/keyring_file.hpp"
#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kKeyBytes = 32;
static_assert(kWrappedBytes == kNonceBytes + kKeyBytes + kTagBytes);

// Whole or not there: a key that was cut short would be refused at every start.
Secret create_master(const std::filesystem::path& path) {
  const Secret master = Secret::random();
  replace_file(path, master.view());
  return master;
}

Secret read_master(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  check_owner_only(file, path);
  std::string bytes = read_all(file, path);
  if (bytes.size() != kKeyBytes) throw std::runtime_error(path.string() + ": a master key has 32 bytes");
  const Secret master(bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  return master;
}

std::string binding(SlotState state, const Id16& owner) {
  std::string bound_to;
  append_little(bound_to, static_cast<std::uint32_t>(state));
  bound_to.append(as_text(owner));
  return bound_to;
}

Slot wrap(const Secret& master, SlotState state, const Id16& owner, const Secret& key) {
  return {state, owner, seal_aes_gcm(master, binding(state, owner), key.view())};
}

std::optional<Secret> unwrap(const Secret& master, const Slot& slot) {
  auto key = open_aes_gcm(master, binding(slot.state, slot.owner), slot.wrapped);
  if (!key) return std::nullopt;
  const Secret unwrapped(*key);
  OPENSSL_cleanse(key->data(), key->size());
  return unwrapped;
}

std::vector<Slot> wrap_anew(std::span<const Slot> slots, const Secret& previous, const Secret& master) {
  std::vector<Slot> anew;
  for (const Slot& slot : slots) {
    if (slot.state == SlotState::destroyed) {
      anew.push_back(slot);
      continue;
    }
    const auto key = unwrap(previous, slot);
    if (!key) throw Corruption(fmt::format("keyring slot {}: its key does not unwrap", anew.size()));
    anew.push_back(wrap(master, slot.state, slot.owner, *key));
  }
  return anew;
}

struct MasterPaths {
  std::filesystem::path current;
  std::optional<std::filesystem::path> previous;
};

// Gives the master key that the ring is wrapped by, having wrapped it anew where that is the previous one. Called with
// the ring locked, so that two processes never make two master keys.
Secret settle_master(KeyringFile& ring, const MasterPaths& paths) {
  std::optional<Secret> master;
  if (std::filesystem::exists(paths.current)) master = read_master(paths.current);
  if (ring.slots().empty()) return master ? *master : create_master(paths.current);
  const Slot& own = ring.slots().front();
  if (master && unwrap(*master, own)) return *master;
  if (!paths.previous)
    throw std::runtime_error(paths.current.string() + ": not the keyring's master key, or missing");
  const Secret previous = read_master(*paths.previous);
  if (!unwrap(previous, own))
    throw std::runtime_error(paths.previous->string() + ": not the keyring's previous master key");
  if (!master) master = create_master(paths.current);
  ring.replace(wrap_anew(ring.slots(), previous, *master));
  return *master;
}

std::string field_binding(const Id16& owner, std::string_view context) {
  std::string bound_to(as_text(owner));
  bound_to.append(context);
  return bound_to;
}

struct OwnerHash {
  std::size_t operator()(const Id16& owner) const { return std::hash<std::string_view>{}(as_text(owner)); }
};

struct OwnedKey {
  std::size_t slot = 0;
  std::optional<Secret> key;  // none where it is destroyed
};

}  // namespace

struct Keyring::Impl {
  Impl(const std::filesystem::path& ring, const MasterPaths& paths)
      : file(ring), master(settle_master(*file, paths)) {
    if (file->slots().empty()) {
      secret = Secret::random();
      file->append(wrap(master, SlotState::ring, {}, secret));
    } else {
      load(ring.string(), file->slots());
    }
    pseudonym_key = Secret(as_text(hkdf_sha256(secret, "pseudonym")));
  }

  Impl(const std::filesystem::path& ring, const std::filesystem::path& master_path)
      : master(read_master(master_path)) {
    const auto slots = KeyringFile::read(ring);
    if (slots.empty()) throw Corruption(ring.string() + ": no slot is there");
    load(ring.string(), slots);
    pseudonym_key = Secret(as_text(hkdf_sha256(secret, "pseudonym")));
  }

  KeyringFile& written() {
    if (!file) throw std::logic_error("the keyring was opened to be read");
    return *file;
  }

  void load(const std::string& name, std::span<const Slot> slots) {
    const auto own = unwrap(master, slots.front());
    if (slots.front().state != SlotState::ring || !own)
      throw Corruption(name + ": its first slot is not the ring's own");
    secret = *own;
    for (std::size_t i = 1; i < slots.size(); ++i) {
      OwnedKey owned{i, std::nullopt};
      if (slots[i].state == SlotState::live) {
        owned.key = unwrap(master, slots[i]);
        if (!owned.key) throw Corruption(fmt::format("{} slot {}: its key does not unwrap", name, i));
      }
      keys.insert_or_assign(slots[i].owner, std::move(owned));
    }
  }

  std::optional<OwnedKey> find(const Id16& owner) const {
    const std::shared_lock lock(keys_mutex);
    const auto found = keys.find(owner);
    if (found == keys.end()) return std::nullopt;
    return found->second;
  }

  void put(const Id16& owner, OwnedKey owned) {
    const std::unique_lock lock(keys_mutex);
    keys.insert_or_assign(owner, std::move(owned));
  }

  // Durable before anyone can use it.
  void append(const Id16& owner, const Secret& key) {
    const std::size_t slot = written().append(wrap(master, SlotState::live, owner, key));
    put(owner, {slot, key});
  }

  // Held while the file is written and synced, so that keys can be used meanwhile.
  std::mutex file_mutex;
  std::optional<KeyringFile> file;  // none where it was opened to be read
  const Secret master;
  Secret secret;
  Secret pseudonym_key;
  mutable std::shared_mutex keys_mutex;
  std::unordered_map<Id16, OwnedKey, OwnerHash> keys;
};

Keyring::Keyring(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Keyring::~Keyring() = default;

std::unique_ptr<Keyring> Keyring::open(const std::filesystem::path& keyring,
                                       const std::filesystem::path& master,
                                       const std::optional<std::filesystem::path>& previous_master) {
  return std::unique_ptr<Keyring>(
      new Keyring(std::make_unique<Impl>(keyring, MasterPaths{master, previous_master})));
}

std::unique_ptr<Keyring> Keyring::open_to_read(const std::filesystem::path& keyring,
                                               const std::filesystem::path& master) {
  return std::unique_ptr<Keyring>(new Keyring(std::make_unique<Impl>(keyring, master)));
}

Keyring::KeyState Keyring::state(const Id16& owner) const {
  const auto owned = impl_->find(owner);
  if (!owned) return KeyState::none;
  return owned->key ? KeyState::live : KeyState::destroyed;
}

void Keyring::ensure(const Id16& owner) {
  const std::lock_guard lock(impl_->file_mutex);
  const auto owned = impl_->find(owner);
  if (owned && !owned->key) throw std::logic_error("a key that was destroyed is never made again");
  if (owned) return;
  impl_->append(owner, Secret::random());
}

void Keyring::adopt(const Id16& owner, const Secret& key) {
  const std::lock_guard lock(impl_->file_mutex);
  if (impl_->find(owner)) throw std::logic_error("the owner of an adopted key had one before");
  impl_->append(owner, key);
}

std::optional<Secret> Keyring::subkey(const Id16& owner, std::string_view purpose) const {
  const auto owned = impl_->find(owner);
  if (!owned || !owned->key) return std::nullopt;
  return eventstore::subkey(*owned->key, purpose);
}

// An owner who never had a key gets a destroyed one, so that none is made later.
void Keyring::destroy(const Id16& owner) {
  const std::lock_guard lock(impl_->file_mutex);
  const auto owned = impl_->find(owner);
  if (owned && !owned->key) return;
  const Slot destroyed{SlotState::destroyed, owner, std::string(kWrappedBytes, '\0')};
  std::size_t slot = 0;
  if (owned) {
    slot = owned->slot;
    impl_->written().overwrite(slot, destroyed);
  } else {
    slot = impl_->written().append(destroyed);
  }
  impl_->put(owner, {slot, std::nullopt});
}

std::string Keyring::seal(const Id16& owner, std::string_view context, std::string_view text) {
  auto owned = impl_->find(owner);
  if (!owned) {
    ensure(owner);
    owned = impl_->find(owner);
  }
  if (!owned->key) throw std::logic_error("the owner's key has been destroyed");
  return seal_aes_gcm(*owned->key, field_binding(owner, context), text);
}

std::optional<std::string> Keyring::open(const Id16& owner, std::string_view context,
                                         std::span<const std::uint8_t> sealed) const {
  const auto owned = impl_->find(owner);
  if (!owned) throw Corruption("a sealed field's owner never had a key");
  if (!owned->key) return std::nullopt;
  auto text = open_aes_gcm(*owned->key, field_binding(owner, context), as_text(sealed));
  if (!text) throw Corruption(fmt::format("a sealed field does not open as {}", context));
  return text;
}

std::size_t Keyring::copy_to(const std::filesystem::path& copy) const {
  const std::lock_guard lock(impl_->file_mutex);
  return impl_->written().copy_to(copy);
}

std::string Keyring::pseudonym(std::string_view purpose, std::string_view text) const {
  std::string named(purpose);
  named += '\0';
  named += text;
  return fmt::format("{:02x}", fmt::join(hmac_sha256(impl_->pseudonym_key, named), ""));
}

Digest Keyring::derive(std::string_view purpose) const {
  return hkdf_sha256(impl_->secret, "derive:" + std::string(purpose));
}

}  // namespace vesture::eventstore
