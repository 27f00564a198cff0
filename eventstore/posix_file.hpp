// Files that are written as a whole and synced at once: keys and the like. Any failure of the disk throws
// std::system_error with the file's name.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace vesture::eventstore {

[[noreturn]] void fail(const std::filesystem::path&);  // throws what errno says

// A file descriptor, closed with it.
class Descriptor {
 public:
  // As open(2); throws where it fails.
  Descriptor(const std::filesystem::path&, int flags);
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  int get() const { return number_; }

 private:
  int number_;
};

std::string read_all(const Descriptor&, const std::filesystem::path&);
// At the offset, without a sync. A write that is cut short throws as a full disk does.
void write_at(const Descriptor&, std::size_t offset, std::string_view bytes, const std::filesystem::path&);
// Throws std::runtime_error where anyone but the owner may read or write the file.
void check_owner_only(const Descriptor&, const std::filesystem::path&);
enum class ReadableBy { owner, all };
// The file is the old one or the new one, whatever happens: written beside, synced, renamed.
void replace_file(const std::filesystem::path&, std::string_view bytes, ReadableBy = ReadableBy::owner);
void sync_file(const std::filesystem::path&);
void sync_directory_of(const std::filesystem::path&);

}  // namespace vesture::eventstore
