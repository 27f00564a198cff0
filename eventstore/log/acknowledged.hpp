// The position up to which callers were answered, in a small file beside RocksDB: 8 bytes of position, 4 of
// CRC-32C over them, little-endian. It is written after each sync and before the answers, without a sync of
// its own: exact after a killed process, perhaps behind after a power loss, never ahead of what is durable.
// Used by one thread.
#pragma once

#include <filesystem>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

class Acknowledged {
 public:
  // Opens or creates. Throws Corruption where the file does not check, std::system_error where the disk
  // fails.
  explicit Acknowledged(const std::filesystem::path& file);
  // What the file says, without opening it to be written; 0 where there is none. Throws as the constructor does.
  static Position read(const std::filesystem::path& file);
  ~Acknowledged();
  Acknowledged(const Acknowledged&) = delete;
  Acknowledged& operator=(const Acknowledged&) = delete;

  Position position() const { return position_; }
  void advance(Position);

 private:
  void write();

  std::filesystem::path path_;
  int file_ = -1;
  Position position_ = 0;
};

}  // namespace vesture::eventstore
