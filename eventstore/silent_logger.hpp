// RocksDB's own log would be a file in a directory that is only read.
#pragma once

#include <rocksdb/env.h>

namespace vesture::eventstore {

class SilentLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace vesture::eventstore
