// Whose keys a copy of the keyring has no more. It is read without the master key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <unordered_set>

#include "eventstore/bytes.hpp"
#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

class DestroyedKeys {
 public:
  // Throws Corruption where a slot does not check.
  explicit DestroyedKeys(const std::filesystem::path& keyring);

  bool contains(const Id16& owner) const { return owners_.contains(owner); }
  std::size_t slots() const { return slots_; }  // live or not

 private:
  struct OwnerHash {
    std::size_t operator()(const Id16& owner) const { return std::hash<std::string_view>{}(as_text(owner)); }
  };

  std::size_t slots_ = 0;
  std::unordered_set<Id16, OwnerHash> owners_;
};

}  // namespace vesture::eventstore
