// A content of the vault as parsers read it: at any place, more than once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "api/signatures/container.hpp"
#include "domain/common/ids.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::api {

// For one thread at a time. Reading throws what VaultReader::read() does.
class StoredContent final : public signatures::Content {
 public:
  // Throws eventstore::ContentGone where the vault has no such content.
  StoredContent(const eventstore::Vault&, domain::ContentId);

  std::uint64_t size() const override { return reader_->facts().size; }
  std::string read(std::uint64_t offset, std::size_t most) const override;

 private:
  std::unique_ptr<eventstore::VaultReader> reader_;
  // What was read last: parsers look at a few bytes here and there, and the vault opens a whole chunk for each look.
  mutable std::uint64_t piece_at_ = 0;
  mutable std::string piece_;
};

}  // namespace vesture::api
