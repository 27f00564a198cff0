// A data directory with a log, a vault and a keyring, and a directory of its backups.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "eventstore/backup/backup_directory.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/backup/restore.hpp"
#include "eventstore/digits.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/vault_fixture.hpp"

namespace vesture::eventstore {

inline std::string stream_of(const ContentId& content) { return "content-" + hex_digits(content); }

// Of the fixture's parts, in another directory. The master key is put there as an operator does.
struct OpenedData {
  explicit OpenedData(const std::filesystem::path& directory, const std::filesystem::path& master)
      : keys(Keyring::open(directory / "keyring", master)),
        log(Log::open(directory / "log")),
        vault(Vault::open(directory / "vault", *keys)) {}

  std::string get(const ContentId& content) const {
    const auto reader = vault->read(content);
    return reader ? rest_of(*reader) : "gone";
  }

  std::unique_ptr<Keyring> keys;
  std::unique_ptr<Log> log;
  std::unique_ptr<Vault> vault;
};

struct BackupTest : VaultTest {
  const std::filesystem::path& data() const { return directory.path(); }
  BackupSource source() const { return source_of(data(), *log, *vault, *keys); }

  Position append(const std::string& stream, const std::string& payload = "x") const {
    return committed_at(log->append_and_wait(append_to(stream, payload)));
  }
  // As an upload does.
  void store(const ContentId& content, const std::string& bytes) const {
    put(content, bytes);
    append(stream_of(content));
    vault->keep(content);
  }

  Manifest back_up(BackupOrder order = {}) const {
    order.now = kNoon;
    return BackupDirectory::to_make(backups.path(), data()).make(source(), order);
  }
  Manifest back_up_telling(TellProgress tell) const {
    BackupOrder order;
    order.tell = std::move(tell);
    return back_up(std::move(order));
  }

  std::filesystem::path restored_directory(std::uint32_t generation) const {
    return restored.path() / std::to_string(generation);
  }
  void restore_generation(std::uint32_t number, const TellProgress& tell = {}) const {
    const auto there = BackupDirectory::to_read(backups.path());
    restore(there, there.generation(number), restored_directory(number), stream_of, tell);
  }
  OpenedData open_restored(std::uint32_t number) const {
    restore_generation(number);
    return OpenedData(restored_directory(number), master);
  }

  std::vector<std::uint32_t> generations() const {
    std::vector<std::uint32_t> numbers;
    for (const auto& manifest : BackupDirectory::to_read(backups.path()).generations())
      numbers.push_back(manifest.generation);
    return numbers;
  }
  void expect_all_verify() const {
    const auto there = BackupDirectory::to_read(backups.path());
    for (const auto& manifest : there.generations())
      EXPECT_NO_THROW(there.verify(manifest, {})) << manifest.generation;
  }

  ScratchDirectory backups;
  ScratchDirectory restored;
  std::unique_ptr<Log> log = Log::open(data() / "log");
};

}  // namespace vesture::eventstore
