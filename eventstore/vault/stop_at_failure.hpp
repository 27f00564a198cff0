// After the first failure of the disk nothing more is written, until the store is opened again: what RocksDB resumes by
// itself may acknowledge a flush that has not been done (seen with 7.8). Any thread may call.
#pragma once

#include <rocksdb/listener.h>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

// RocksDB tells it of failures in the background.
class StopAtFailure : public rocksdb::EventListener {
 public:
  // `write` gives a status. Throws where it fails, or anything has failed before. Looked at afterwards too: somebody else's
  // write, or a flush in the background, may have failed meanwhile.
  void run(std::string_view doing, const auto& write) {
    check();
    const rocksdb::Status status = write();
    note(status);
    require(status, doing);
    check();
  }

  std::optional<std::string> failure() const;  // the first

  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status*) override;
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* resumes) override;

 private:
  void note(const rocksdb::Status&);
  void check() const;

  mutable std::mutex mutex_;
  std::string failure_;
};

}  // namespace vesture::eventstore
