// How far a backup or a restore is, and its end before it is done. Used by the thread that makes it, or waits
// for one of RocksDB's that does.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string_view>

namespace vesture::eventstore {

struct BackupProgress {
  std::string_view stage;   // "checkpoint", "log", "vault", "contents", "keyring", "verifying", "restoring"
  std::uint64_t bytes = 0;  // copied or checked in it
};

// Told at each stage's beginning and now and then in it; gives whether to go on. Must not throw.
using TellProgress = std::function<bool(const BackupProgress&)>;

struct BackupInterrupted : std::runtime_error {
  BackupInterrupted() : std::runtime_error("interrupted") {}
};

class Stage {
 public:
  // Throws BackupInterrupted, as add() does.
  Stage(const TellProgress& tell, std::string_view name) : tell_(tell), progress_{name} { add(0); }

  void add(std::uint64_t bytes) {
    goes_on_after(bytes);
    check_goes_on();
  }
  // For callbacks that must not throw; once it is to stop, it stays so.
  bool goes_on_after(std::uint64_t bytes) {
    progress_.bytes += bytes;
    goes_on_ = goes_on_ && (!tell_ || tell_(progress_));
    return goes_on_;
  }
  void check_goes_on() const {
    if (!goes_on_) throw BackupInterrupted();
  }

 private:
  const TellProgress& tell_;
  BackupProgress progress_;
  bool goes_on_ = true;
};

}  // namespace vesture::eventstore
