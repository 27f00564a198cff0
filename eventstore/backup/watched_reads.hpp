// How RocksDB's own checks and restores of backups are told on and broken off: they ask nobody, but they read their files
// from one end to the other through an environment that is given to them.
#pragma once

#include <rocksdb/env.h>

#include <memory>

#include "eventstore/backup/progress.hpp"

namespace vesture::eventstore {

// Adds to the stage what is read of files by it, on whatever thread; reading fails once the stage is to stop.
std::unique_ptr<rocksdb::Env> watched_reads(Stage&);

}  // namespace vesture::eventstore
