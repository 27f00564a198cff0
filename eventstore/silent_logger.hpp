// RocksDB's own log, for a database that is only read: it would be a file in a directory that is not ours to write to.
#pragma once

#include <rocksdb/env.h>

namespace vesture::eventstore {

class SilentLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace vesture::eventstore
