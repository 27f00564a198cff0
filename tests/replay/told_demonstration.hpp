// A data directory with the demonstration told into it, made once for the tests of a suite, to be read alone.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "eventstore/keyring.hpp"
#include "eventstore/log/log.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::replay {

class ToldDemonstration {
 public:
  // At the end the clerk looks through the orders of all accounts: one commit that concerns several.
  ToldDemonstration();
  ~ToldDemonstration();

  std::filesystem::path data() const { return scratch_.path() / "data"; }
  const domain::Cipher& cipher() const { return *cipher_; }
  // To be read alone, as it stood there; at its end where no position is given.
  std::unique_ptr<eventstore::Log> log_at(std::optional<eventstore::Position> at = std::nullopt) const;
  // Every account that a commit was made for.
  std::set<domain::AccountId> accounts() const;

 private:
  eventstore::ScratchDirectory scratch_;
  std::unique_ptr<eventstore::Keyring> keyring_;
  std::unique_ptr<domain::Cipher> cipher_;
};

}  // namespace vesture::replay
