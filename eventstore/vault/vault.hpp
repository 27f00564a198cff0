// Content that can be destroyed (architecture 8): what people write or upload, each content sealed in chunks under a key
// of its own. The keys are slots of the keyring, so they lie apart from the content. Small contents lie in a RocksDB made
// for large values (BlobDB), others in files (content_store.hpp). The grammar of chunks stands in chunks.hpp.
//
// A content's life: created (a writer), finished (whole and durable, with its key), kept (a commit refers to it),
// destroyed. What is finished and not kept is swept when the server starts. Any thread may call; a writer or a reader is
// used by one thread at a time. A failing disk, a full one too, throws std::runtime_error and stops the writing until the
// vault is opened again (reading goes on); bytes that do not check throw Corruption.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/keyring.hpp"
#include "eventstore/log/commit.hpp"

namespace rocksdb {
class DB;
class Env;
}  // namespace rocksdb

namespace vesture::eventstore {

using ContentId = Id16;

// What is known of a content once it is whole. The commitment is what an event carries: the content's SHA-256 under a
// salt that is destroyed with the key, so that nobody can guess a short text from it.
struct ContentFacts {
  std::uint64_t size = 0;  // bytes
  Digest sha256{};
  Digest commitment{};

  bool operator==(const ContentFacts&) const = default;
};

// Memory that it takes does not grow with the content.
class VaultWriter {
 public:
  virtual ~VaultWriter() = default;  // not finished: what was written goes again
  virtual void write(std::string_view piece) = 0;
  // Durable when it returns. Nothing more may be written.
  virtual ContentFacts finish() = 0;
};

class VaultReader {
 public:
  virtual ~VaultReader() = default;
  virtual const ContentFacts& facts() const = 0;
  virtual void seek(std::uint64_t offset) = 0;  // at most the size
  // The next bytes, at most a chunk; empty at the end. Throws Corruption where a chunk was changed, moved, swapped,
  // repeated or cut off, ContentGone where the content was destroyed meanwhile.
  virtual std::string read() = 0;
};

struct ContentGone : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct VaultOptions {
  rocksdb::Env* env = nullptr;  // for tests that break the disk; the default otherwise
};

class Vault {
 public:
  // Opens or creates. The keyring outlives the vault.
  static std::unique_ptr<Vault> open(const std::filesystem::path& directory, Keyring& keyring,
                                     VaultOptions options = {});
  // Opens what is there to be read alone: nothing on the disk is changed, and what would change it throws
  // std::runtime_error. What is not there (a copy without contents) reads as destroyed, and so does what is known to
  // have been destroyed since the keyring was copied: `gone`, asked at each reading, on any thread.
  static std::unique_ptr<Vault> open_to_read(const std::filesystem::path& directory, Keyring& keyring,
                                             std::function<bool(const ContentId&)> gone = {});
  ~Vault();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  // `content` must be new.
  std::unique_ptr<VaultWriter> create(const ContentId& content);
  // A commit that refers to the finished content is durable.
  void keep(const ContentId& content);
  // What was created (finished or not) and neither kept nor destroyed: at start, what an end without warning left. A
  // finished one may be in a commit already, whose keep() that end came before: look before it is destroyed.
  std::vector<ContentId> unkept() const;

  // nullptr where there is no such content, or it has been destroyed.
  std::unique_ptr<VaultReader> read(const ContentId& content) const;

  // Overwrites the key, syncs, and drops the chunks: unreadable when it returns, whatever happens next. Idempotent, to be
  // repeated where it threw; also for what was never finished. Gives whether there was anything.
  bool destroy(const ContentId& content);
  // Gives the disk space of what was destroyed back where destroy() did not: of contents of one chunk, and after an end in
  // the middle (rewrites what shares files with them; may take long).
  void reclaim();

  std::optional<std::string> failure() const;  // why it takes nothing more, where it does not

  // RocksDB's own, for a backup: to be read and flushed, never written to. Throws std::runtime_error where the vault has
  // failed.
  rocksdb::DB& database() const;

 private:
  struct Impl;
  explicit Vault(std::unique_ptr<Impl>);
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::eventstore
