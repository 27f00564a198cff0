// A message as a page of HTML that prints well on A4: who, to whom, when, its number and id, its text and its attachments'
// names. Nothing in it runs or loads.
#pragma once

#include <string>
#include <string_view>

#include "api/mail/mail_json.hpp"
#include "domain/common/text.hpp"

namespace vesture::api {

// A whole document. The message's HTML is taken to be of the safe subset (MAIL-07).
std::string print_page(const MessageJson&, domain::Language);

// The Content-Security-Policy under which the page is given: its own style sheet, and nothing else.
std::string_view print_page_policy();

}  // namespace vesture::api
