// A disk that loses power or runs full at a chosen moment. Files lie on the real disk; what was synced is
// counted, so that a loss of power can take what was not. Names of files are kept: lost directory entries are
// not played.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <random>
#include <string>

namespace vesture::eventstore {

class FaultyFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultyFileSystem(std::uint32_t seed);
  static const char* kClassName() { return "FaultyFileSystem"; }
  const char* Name() const override { return kClassName(); }

  // That many writes and syncs still work; then nothing changes the disk any more.
  void lose_power_after(std::uint64_t operations);
  // That many bytes still fit; the write that goes beyond them is cut short and fails.
  void run_full_after(std::uint64_t bytes);
  // Once all files are closed: each keeps what was synced and a random part of the rest, whose end is
  // garbage.
  void drop_what_was_not_synced();

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSWritableFile>*,
                                    rocksdb::IODebugContext*) override;
  rocksdb::IOStatus DeleteFile(const std::string& name, const rocksdb::IOOptions&,
                               rocksdb::IODebugContext*) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions&,
                               rocksdb::IODebugContext*) override;

  // For the files that this system opened.
  rocksdb::IOStatus admit_operation();
  std::size_t admit_bytes(std::size_t wanted);
  void wrote(const std::string& name, std::size_t bytes);
  void synced(const std::string& name);

 private:
  struct Extent {
    std::uint64_t written = 0;
    std::uint64_t synced = 0;
  };

  static constexpr std::uint64_t kUnlimited = std::numeric_limits<std::uint64_t>::max();

  std::mutex mutex_;
  std::mt19937 random_;
  std::uint64_t operations_left_ = kUnlimited;
  std::uint64_t bytes_left_ = kUnlimited;
  std::map<std::string, Extent> files_;
};

}  // namespace vesture::eventstore
