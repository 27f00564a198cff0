// The vault as views read contents from it (contents.hpp).
#pragma once

#include "eventstore/vault/vault.hpp"
#include "projections/common/contents.hpp"

namespace vesture::projections {

// The vault must outlive it. One content whose bytes do not check reads as destroyed: it must not stop everybody's views.
// Who downloads it is told what is wrong.
inline Contents contents_over(const eventstore::Vault& vault) {
  return [&vault](const domain::ContentId& content) -> std::optional<std::string> {
    try {
      const auto reader = vault.read(content.uuid.bytes);
      if (!reader) return std::nullopt;
      std::string whole;
      for (auto piece = reader->read(); !piece.empty(); piece = reader->read()) whole += piece;
      return whole;
    } catch (const eventstore::ContentGone&) {
      return std::nullopt;
    } catch (const eventstore::Corruption&) {
      return std::nullopt;
    }
  };
}

}  // namespace vesture::projections
