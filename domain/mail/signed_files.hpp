// What is signed must be what is sent (MAIL-19).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/mail/draft.hpp"

namespace vesture::domain::mail {

// A signed container alone carries what it signs. Beside other attachments it signs them: each of its files is attached too,
// by the same name and with the same bytes, and each attachment is in one of the signed containers. A container without a
// signature is an attachment as any other. What was attached before contents were looked into counts as another file: it can
// be attached again.
//
// The place of the first attachment that it is not so with: one that no container signs, or a container that signs something
// else. nullopt where all is as it should be.
std::optional<std::size_t> signed_otherwise(const std::vector<Attachment>&);

// The worst of its signed containers.
signatures::State signature_state(const std::vector<Attachment>&);

}  // namespace vesture::domain::mail
