// Opening the log's RocksDB strictly: a torn tail that was never acknowledged is cut off (or, where the log is only
// read, left out), anything else that does not check throws Corruption and leaves the disk as it was found.
#pragma once

#include <filesystem>
#include <memory>

#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

// `acknowledged` is the position that callers are known to have been answered with. The caller holds the
// directory's lock: another process's tail is not torn, it is being written.
std::unique_ptr<Store> open_strictly(const std::filesystem::path& directory, rocksdb::Env*,
                                     Position acknowledged);

// `log` is the log's own directory, with the file `acknowledged`. Writes nothing. Another process may be writing: what
// is found is then the log as it was at one moment of the call. Throws std::runtime_error where the files change faster
// than they can be opened.
std::unique_ptr<Store> open_strictly_to_read(const std::filesystem::path& log);

}  // namespace vesture::eventstore
