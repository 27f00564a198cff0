// A message as a page that prints (paper.hpp): who, to whom, when, its number and id, its text and its attachments'
// names.
#pragma once

#include <string>

#include "api/mail/mail_json.hpp"
#include "domain/common/text.hpp"

namespace vesture::api {

// A whole document. The message's HTML is taken to be of the safe subset (MAIL-07).
std::string print_page(const MessageJson&, domain::Language);

}  // namespace vesture::api
