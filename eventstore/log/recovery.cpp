#include "eventstore/log/recovery.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

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

}  // namespace

std::unique_ptr<Store> open_strictly(const std::filesystem::path& directory, rocksdb::Env* env,
                                     Position acknowledged) {
  cut_off_and_check(directory, env, acknowledged);
  auto store = Store::open_to_write(directory, env);
  check_head(*store, acknowledged);
  return store;
}

}  // namespace vesture::eventstore
