// Histories for those who compare ways to build views: a log whose commits follow from a list of numbers, over all
// aggregates that views are made of, with things that change and change again.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "domain/common/sealing.hpp"
#include "eventstore/keyring.hpp"
#include "eventstore/log/log.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::projections {

class RandomHistory {
 public:
  // A commit for each choice; the same choices give the same events, but for what sealing draws.
  explicit RandomHistory(const std::vector<std::uint32_t>& choices);
  ~RandomHistory();

  eventstore::Log& log() { return *log_; }
  const domain::Cipher& cipher() const { return cipher_; }
  // The same log up to a position, as an auditor's copy gives it.
  std::unique_ptr<eventstore::Log> log_at(eventstore::Position) const;
  std::unique_ptr<eventstore::Log> log_at_head() const;
  void add(const std::vector<std::uint32_t>& choices);

 private:
  class Story;

  eventstore::ScratchDirectory directory_;
  std::unique_ptr<eventstore::Keyring> keyring_;
  domain::Cipher cipher_;
  std::unique_ptr<eventstore::Log> log_;
  std::unique_ptr<Story> story_;
};

// Numbers that are the same in every build.
std::vector<std::uint32_t> choices_of(std::uint64_t seed, std::size_t count);

}  // namespace vesture::projections
