#include "eventstore/vault/vault.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "eventstore/vault/chunks.hpp"
#include "eventstore/vault/content_store.hpp"

namespace vesture::eventstore {

struct Vault::Impl {
  class Writer;
  class Reader;

  Impl(Keyring& ring, std::unique_ptr<ContentStore> contents) : keyring(ring), store(std::move(contents)) {}

  void begin(const ContentId& content) {
    const std::lock_guard lock(mutex);
    if (being_written.contains(content) || store->row(content) ||
        keyring.state(content) != Keyring::KeyState::none)
      throw std::logic_error("a content is created once");
    being_written.emplace(content, Writing::in_progress);
  }

  // Its key makes a content whole. From then on it is destroyed as any other.
  void complete(const ContentId& content, const Secret& key) {
    const std::lock_guard lock(mutex);
    check_not_destroyed(content);
    keyring.adopt(content, key);
    being_written.erase(content);
  }

  // Under the lock: a destruction finds the file, or there will be none.
  std::unique_ptr<ContentFileWriter> begin_file(const ContentId& content) {
    const std::lock_guard lock(mutex);
    check_not_destroyed(content);
    return store->begin_file(content);
  }

  void check_in_progress(const ContentId& content) const {
    const std::lock_guard lock(mutex);
    check_not_destroyed(content);
  }

  void keep(const ContentId& content) {
    const std::lock_guard lock(mutex);
    auto row = store->row(content);
    if (!row || row->sealed_facts.empty() || row->state == ContentState::destroyed)
      throw std::logic_error("a content that is kept must be whole");
    if (row->state == ContentState::kept) return;
    row->state = ContentState::kept;
    store->put_row(content, *row);
  }

  void break_off(const ContentId& content) {
    const std::lock_guard lock(mutex);
    being_written.erase(content);
    if (store->row(content)) store->drop(content);
  }

  bool destroy(const ContentId& content) {
    const std::lock_guard lock(mutex);
    const auto writing = being_written.find(content);
    if (writing != being_written.end()) writing->second = Writing::destroyed;
    const auto row = store->row(content);
    const bool has_rows = row && row->state != ContentState::destroyed;
    const bool has_key = keyring.state(content) == Keyring::KeyState::live;
    if (has_key) keyring.destroy(content);
    if (has_rows) store->drop(content);
    return has_rows || has_key || writing != being_written.end();
  }

  // A destruction that was cut short between the key and the rows is completed.
  std::vector<ContentId> dropped() {
    std::vector<ContentId> all;
    std::vector<ContentId> without_key;
    store->each_row([&](const ContentId& content, const ContentRow& row) {
      if (row.state == ContentState::destroyed)
        all.push_back(content);
      else if (keyring.state(content) == Keyring::KeyState::destroyed)
        without_key.push_back(content);
    });
    for (const ContentId& content : without_key) store->drop(content);
    all.insert(all.end(), without_key.begin(), without_key.end());
    return all;
  }

  Keyring& keyring;
  const std::unique_ptr<ContentStore> store;
  std::function<bool(const ContentId&)> gone = {};  // beside what the keyring and the rows say
  bool only_read = false;

 private:
  enum class Writing { in_progress, destroyed };

  void check_not_destroyed(const ContentId& content) const {
    if (being_written.at(content) == Writing::destroyed)
      throw ContentGone("the content was destroyed while it was written");
  }

  mutable std::mutex mutex;
  std::map<ContentId, Writing> being_written;
};

// Plain text gathers until it fills a chunk and more of it comes: the last chunk is sealed as the last.
class Vault::Impl::Writer final : public VaultWriter {
 public:
  Writer(Impl& vault, const ContentId& content) : vault_(vault), content_(content) {
    vault_.begin(content_);
    gathered_.reserve(kChunkBytes);
  }

  ~Writer() override {
    if (is_whole_) return;
    try {
      vault_.break_off(content_);
    } catch (const std::exception& trouble) {
      spdlog::warn("a content that was broken off stays until the next start: {}", trouble.what());
    }
  }

  void write(std::string_view piece) override {
    if (is_whole_) throw std::logic_error("a content that is whole is written to");
    hash_.add(piece);
    size_ += piece.size();
    while (!piece.empty()) {
      if (gathered_.size() == kChunkBytes) put_chunk();
      const auto fits = piece.substr(0, kChunkBytes - gathered_.size());
      gathered_.append(fits);
      piece.remove_prefix(fits.size());
    }
  }

  ContentFacts finish() override {
    if (is_whole_) throw std::logic_error("a content is finished once");
    vault_.check_in_progress(content_);
    const Digest sha256 = hash_.finish();
    const ContentFacts facts{size_, sha256, keys_.commitment(sha256)};
    const ContentRow row{ContentState::unkept, keys_.seal(content_, facts)};
    const std::string chunk = keys_.seal({content_, number_, true}, gathered_);
    if (file_) {
      file_->append(chunk);
      file_->finish();
      vault_.store->put_row(content_, row);
    } else {
      vault_.store->put_whole(content_, chunk, row);
    }
    vault_.complete(content_, key_);
    is_whole_ = true;
    return facts;
  }

 private:
  void put_chunk() {
    if (file_)
      vault_.check_in_progress(content_);
    else
      file_ = vault_.begin_file(content_);
    file_->append(keys_.seal({content_, number_, false}, gathered_));
    ++number_;
    gathered_.clear();
  }

  Impl& vault_;
  const ContentId content_;
  const Secret key_ = Secret::random();
  const ContentKeys keys_{key_};
  Sha256 hash_;
  std::uint64_t size_ = 0;
  std::string gathered_;
  std::uint32_t number_ = 0;                 // of the chunk that gathers
  std::unique_ptr<ContentFileWriter> file_;  // from the second chunk on
  bool is_whole_ = false;
};

class Vault::Impl::Reader final : public VaultReader {
 public:
  Reader(const Impl& vault, const ContentId& content, ContentKeys keys, const ContentFacts& facts)
      : vault_(vault), content_(content), keys_(std::move(keys)), facts_(facts) {}

  const ContentFacts& facts() const override { return facts_; }

  void seek(std::uint64_t offset) override {
    if (offset > facts_.size) throw std::out_of_range("beyond the content's end");
    offset_ = offset;
  }

  std::string read() override {
    if (offset_ == facts_.size) return {};
    const ChunkPlace place = place_of(content_, offset_, facts_.size);
    const std::string_view sealed = is_one_chunk() ? only_chunk() : chunk_of_file(place.number);
    if (vault_.keyring.state(content_) != Keyring::KeyState::live)
      throw ContentGone("the content was destroyed while it was read");
    if (sealed.empty()) throw Corruption("a content's chunk is missing");
    std::string text = keys_.open(place, sealed);
    text.erase(0, offset_ - std::uint64_t{place.number} * kChunkBytes);
    offset_ += text.size();
    return text;
  }

 private:
  bool is_one_chunk() const { return facts_.size <= kChunkBytes; }

  // Empty where it is missing.
  std::string_view only_chunk() {
    only_chunk_ = vault_.store->only_chunk(content_);
    return only_chunk_ ? only_chunk_->ToStringView() : std::string_view();
  }
  std::string_view chunk_of_file(std::uint32_t number) {
    if (!file_) file_ = vault_.store->open_file(content_);
    return file_ ? file_->chunk(number) : std::string_view();
  }

  const Impl& vault_;
  const ContentId content_;
  const ContentKeys keys_;
  const ContentFacts facts_;
  std::uint64_t offset_ = 0;
  std::optional<rocksdb::PinnableSlice> only_chunk_;
  std::unique_ptr<ContentFileReader> file_;
};

Vault::Vault(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Vault::~Vault() = default;

std::unique_ptr<Vault> Vault::open(const std::filesystem::path& directory, Keyring& keyring,
                                   VaultOptions options) {
  auto store = std::make_unique<ContentStore>(directory, options.env);
  return std::unique_ptr<Vault>(new Vault(std::make_unique<Impl>(keyring, std::move(store))));
}

std::unique_ptr<Vault> Vault::open_to_read(const std::filesystem::path& directory, Keyring& keyring,
                                           std::function<bool(const ContentId&)> gone) {
  auto impl = std::make_unique<Impl>(keyring, ContentStore::open_to_read(directory));
  impl->gone = std::move(gone);
  impl->only_read = true;
  return std::unique_ptr<Vault>(new Vault(std::move(impl)));
}

std::unique_ptr<VaultWriter> Vault::create(const ContentId& content) {
  return std::make_unique<Impl::Writer>(*impl_, content);
}

void Vault::keep(const ContentId& content) { impl_->keep(content); }

std::vector<ContentId> Vault::unkept() const {
  std::vector<ContentId> unkept;
  impl_->store->each_row([&](const ContentId& content, const ContentRow& row) {
    if (row.state == ContentState::unkept) unkept.push_back(content);
  });
  return unkept;
}

std::unique_ptr<VaultReader> Vault::read(const ContentId& content) const {
  if (impl_->gone && impl_->gone(content)) return nullptr;
  auto keys = ContentKeys::in(impl_->keyring, content);
  if (!keys) return nullptr;
  const auto row = impl_->store->row(content);
  if (row && row->state == ContentState::destroyed) return nullptr;
  if (!row && impl_->only_read) return nullptr;
  // The key is made when all else is durable.
  if (!row) throw Corruption("a content has a key and no row");
  const ContentFacts facts = keys->open_facts(content, row->sealed_facts);
  return std::make_unique<Impl::Reader>(*impl_, content, std::move(*keys), facts);
}

bool Vault::destroy(const ContentId& content) { return impl_->destroy(content); }

void Vault::reclaim() { impl_->store->reclaim(impl_->dropped()); }

std::optional<std::string> Vault::failure() const { return impl_->store->failure(); }

rocksdb::DB& Vault::database() const {
  if (const auto why = failure()) throw std::runtime_error("the vault has stopped writing at: " + *why);
  return impl_->store->database();
}

}  // namespace vesture::eventstore
