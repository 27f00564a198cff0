#include "eventstore/log/recovery.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "eventstore/log/acknowledged.hpp"
#include "eventstore/log/wal.hpp"

namespace vesture::eventstore {

namespace {

// As many as a batch may hold or more: what recovery could have harmed.
constexpr Position kCommitsChecked = 64;

void check_head(const Store& store, Position acknowledged) {
  const Position head = store.last_position();
  if (head < acknowledged)
    throw Corruption(
        fmt::format("position {} was acknowledged; the last commit found is {}", acknowledged, head));
  const Position from = head > kCommitsChecked ? head - kCommitsChecked : 1;
  store.read(from, head, [](Commit&&) { return true; });
}

void check_before_writing(const std::filesystem::path& directory, rocksdb::Env* env, Position acknowledged) {
  if (Store::is_complete(directory, env)) {
    check_head(*Store::open_to_look(directory, env), acknowledged);
  } else if (acknowledged != 0) {
    throw Corruption(
        fmt::format("position {} was acknowledged; {} holds no log", acknowledged, directory.string()));
  }
}

// RocksDB looks at its files as it will find them, but what was cut off is put back where it refuses.
void cut_off_and_check(const std::filesystem::path& directory, rocksdb::Env* env, Position acknowledged) {
  std::vector<CutTail> cut;
  try {
    for (const TornTail& torn : find_torn_tails(directory)) {
      spdlog::warn("{} offset {}: a record is not whole and is cut off", torn.file.string(), torn.offset);
      cut.emplace_back(torn);
    }
    check_before_writing(directory, env, acknowledged);
  } catch (...) {
    for (const CutTail& tail : cut) tail.put_back();
    throw;
  }
  for (const CutTail& tail : cut) tail.discard();
}

// A writer moves RocksDB from one version of its set of files to the next by a record in the MANIFEST, and then removes
// what the new version has no use for. While the MANIFEST stays as it is, nothing goes that a reader needs.
struct FileSet {
  std::string current;  // names the MANIFEST
  std::uintmax_t manifest_bytes = 0;

  bool operator==(const FileSet&) const = default;
};

// All that a writer changes but the write-ahead log's growth.
struct DirectoryState {
  FileSet file_set;
  std::set<std::string> names;
  std::string acknowledged;

  bool operator==(const DirectoryState&) const = default;
};

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

FileSet file_set_of(const std::filesystem::path& directory) {
  FileSet found{contents(directory / "CURRENT"), 0};
  std::error_code gone;
  found.manifest_bytes =
      std::filesystem::file_size(directory / found.current.substr(0, found.current.find('\n')), gone);
  return found;
}

DirectoryState state_of(const std::filesystem::path& log) {
  DirectoryState found{file_set_of(log / "rocksdb"), {}, contents(log / "acknowledged")};
  for (const auto& entry : std::filesystem::directory_iterator(log / "rocksdb"))
    found.names.insert(entry.path().filename());
  return found;
}

std::unique_ptr<Store> read_as_found(const std::filesystem::path& log) {
  const auto directory = log / "rocksdb";
  const Position acknowledged = Acknowledged::read(log / "acknowledged");
  for (const TornTail& torn : find_torn_tails(directory))
    if (torn.file.extension() != ".log")
      throw Corruption(fmt::format("{} offset {}: a record is not whole", torn.file.string(), torn.offset));
  auto store = Store::open_to_look(directory, nullptr);
  check_head(*store, acknowledged);
  return store;
}

}  // namespace

std::unique_ptr<Store> open_strictly_to_read(const std::filesystem::path& log) {
  constexpr int kAttempts = 100;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const DirectoryState before = state_of(log);
    try {
      auto store = read_as_found(log);
      if (file_set_of(log / "rocksdb") == before.file_set) return store;
    } catch (const std::exception&) {
      if (state_of(log) == before) throw;
    }
  }
  throw std::runtime_error(log.string() + ": its files change faster than they can be opened");
}

std::unique_ptr<Store> open_strictly(const std::filesystem::path& directory, rocksdb::Env* env,
                                     Position acknowledged) {
  cut_off_and_check(directory, env, acknowledged);
  auto store = Store::open_to_write(directory, env);
  check_head(*store, acknowledged);
  return store;
}

}  // namespace vesture::eventstore
