// What is signed must be what is sent (MAIL-19).
#pragma once

#include <vector>

#include "domain/mail/draft.hpp"

namespace vesture::domain::mail {

// A container alone carries what it signs. Beside other attachments it signs them: each of its files is attached too, by the
// same name and with the same bytes, and each attachment is in one of the containers. What was attached before contents were
// looked into counts as another file: it can be attached again.
bool is_signed_as_sent(const std::vector<Attachment>&);

}  // namespace vesture::domain::mail
