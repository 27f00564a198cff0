// What views derive from contents of the vault (subjects, words of the search): how they read one.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "domain/common/ids.hpp"

namespace vesture::projections {

// The whole content; nullopt where it is destroyed, where its bytes do not check, or where there is no vault to read it
// from (an auditor's copy). Called from any thread. Throws where the disk does not answer.
using Contents = std::function<std::optional<std::string>(const domain::ContentId&)>;

inline Contents no_contents() {
  return [](const domain::ContentId&) -> std::optional<std::string> { return std::nullopt; };
}

}  // namespace vesture::projections
