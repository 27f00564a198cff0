// What a deployment decides of the mailbox: how much a message may have, and who writes to whom.
#pragma once

#include <string_view>

#include "domain/mail/draft.hpp"
#include "domain/mail/matrix.hpp"

namespace vesture::api {

struct MailRules {
  domain::mail::Limits limits = {};         // MAIL-16
  domain::mail::WritingMatrix matrix = {};  // MAIL-23
};

// Sets one pair of the matrix as an option says it: "natural:legal=no", kinds being natural, legal and institution. False
// where it is not of this form.
bool set_pair(domain::mail::WritingMatrix&, std::string_view pair);

}  // namespace vesture::api
