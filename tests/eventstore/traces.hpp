// Looks for bytes in everything that lies below a directory: what should be gone must be found nowhere, and what should
// be there must be found by the same search, or the search proves nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace vesture::eventstore {

using Traces = std::vector<std::string>;  // where: a file and an offset, or a database, family and key

// In any file below the directory, byte for byte.
Traces raw_traces(const std::filesystem::path& directory, const std::vector<std::string>& marks);
// In any key or value of any family of a RocksDB that nobody is writing to, compression undone and blobs resolved.
Traces logical_traces(const std::filesystem::path& database, const std::vector<std::string>& marks);
// Both, the second for every RocksDB below the directory.
Traces traces(const std::filesystem::path& directory, const std::vector<std::string>& marks);

}  // namespace vesture::eventstore
