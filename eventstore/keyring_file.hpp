// The keyring's file: slots of 128 bytes, overwritten in place and synced. What was once written is read for
// ever: a change of any number or order below needs a new magic and a reader for both.
//
//   file     := slot*       the first holds the ring's own secret, each other the key of one owner
//   slot     := magic u32, state u32, owner[16], wrapped[60], zeros[36], checksum u64
//   wrapped  := nonce[12] ciphertext[32] tag[16]     zeros where the key is destroyed
//   checksum := CRC-32C over the slot's other bytes, plus 1
//
// Keys are wrapped with AES-256-GCM under the master key, bound to state and owner. A checksum is never zero,
// so zeros tell a slot that was never finished. Numbers are little-endian. Used by one thread at a time.
//
// A ring is wrapped anew into another file, which then takes its place: "<ring>.new" is being written, "<ring>.old"
// is being overwritten with zeros. Opening clears away what an end in the middle left of either.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "eventstore/log/commit.hpp"
#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

// Persisted numbers: never change them.
enum class SlotState : std::uint32_t { ring = 1, live = 2, destroyed = 3 };
inline constexpr std::uint32_t kSlotMagic = 0x31524b56;  // "VKR1"
inline constexpr std::size_t kSlotBytes = 128;
inline constexpr std::size_t kWrappedBytes = 60;

struct Slot {
  SlotState state = SlotState::live;
  Id16 owner{};
  std::string wrapped = std::string(kWrappedBytes, '\0');
};

class KeyringFile {
 public:
  // Opens or creates with mode 0600 and locks it against other processes; refuses a file that others may read or
  // write. A last slot that was never finished is cut off; any other that does not check throws Corruption.
  explicit KeyringFile(const std::filesystem::path&);

  // As they were found at opening, or given to replace().
  std::span<const Slot> slots() const { return slots_; }
  // Durable when it returns; throws std::system_error where the disk fails. Gives the slot's index.
  std::size_t append(const Slot&);
  void overwrite(std::size_t index, const Slot&);
  // All slots anew, in a file that takes this one's place; this one's bytes are overwritten with zeros. Durable when
  // it returns; a process killed at any step leaves one of the two whole in its place.
  void replace(std::vector<Slot>);

  // Makes `copy` the same, whatever it was, as replace() does it: what it was is overwritten with zeros. Gives the number
  // of slots.
  std::size_t copy_to(const std::filesystem::path& copy) const;

  // Overwrites with zeros and removes a ring that nobody has open, and what an end in the middle left of one beside it.
  static void erase(const std::filesystem::path&);

  // The slots as they lie there: nothing is locked or changed.
  static std::vector<Slot> read(const std::filesystem::path&);

 private:
  void load();
  void write(std::size_t index, const Slot&);

  std::filesystem::path path_;
  Descriptor file_;
  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace vesture::eventstore
