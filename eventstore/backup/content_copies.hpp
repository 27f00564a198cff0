// Copies of the vault's files of contents. They never change once they are whole, so each is copied once and shared by all
// generations, until its content is destroyed. What a generation has is a list (file_sums.hpp), in the order of ids, with
// paths as content_file() gives them. Memory does not grow with their number.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>

#include "eventstore/backup/destroyed_keys.hpp"
#include "eventstore/backup/progress.hpp"
#include "eventstore/vault/content_store.hpp"

namespace vesture::eventstore {

class ContentCopies {
 public:
  explicit ContentCopies(std::filesystem::path directory) : directory_(std::move(directory)) {}

  struct Kept {
    std::uint64_t contents = 0;
    std::uint64_t bytes = 0;
    std::set<ContentId> not_found = {};  // neither in a file nor in a chunk: destroyed meanwhile, or lost
  };
  // Writes the list of the vault's contents that are whole and lie in files, durably, and copies those that the list of the
  // generation before does not have.
  Kept keep(const std::filesystem::path& vault_files, const ContentStore& vault,
            const std::optional<std::filesystem::path>& list_before, const std::filesystem::path& list,
            Stage&) const;
  // Removes the copies of contents whose key is destroyed, and what an end in the middle left of a copy.
  void remove(const DestroyedKeys&) const;

  struct Listed {
    std::uint64_t contents = 0;
    std::uint64_t destroyed = 0;  // of them
    std::uint64_t bytes = 0;      // of the others
  };
  // Reads each file of the list: throws Corruption where one is not as it was, or is missing and its key is not destroyed.
  Listed verify(const std::filesystem::path& list, const DestroyedKeys&, Stage&) const;
  // The same, copying them. What is destroyed is left out.
  Listed restore(const std::filesystem::path& list, const DestroyedKeys&,
                 const std::filesystem::path& vault_files, Stage&) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace vesture::eventstore
