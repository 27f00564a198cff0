// Directories that programs are told of: their names, and making them. A failing disk throws std::system_error.
#pragma once

#include <filesystem>

namespace vesture::eventstore {

// Without "." and "..", and without a slash at its end: RocksDB opens a backup in place by such a name alone.
std::filesystem::path absolute_directory(const std::filesystem::path&);

// Makes what is missing of it, for its owner alone and durably; what is there stays as it is.
void make_own_directory(const std::filesystem::path&);

// What is written must not lie in what is read, nor the other way round. Throws std::invalid_argument where one is the
// other or lies in it, by whatever names.
void require_apart(const std::filesystem::path& read, const std::filesystem::path& written);

}  // namespace vesture::eventstore
