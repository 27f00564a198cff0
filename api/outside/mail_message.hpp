// An e-mail as it goes over the wire: a message in the form of RFC 5322, its text as MIME (RFC 2045 to 2047).
#pragma once

#include <string>
#include <string_view>

#include "api/outside/mail_sender.hpp"

namespace vesture::api {

// Whether it may stand in a header and on an envelope: printable ASCII of at most 254 bytes with one @ between
// two parts, without spaces, quotes, brackets and what else has a meaning there. Not every addr-spec is.
bool is_mail_address(std::string_view text);

// "example.org" of "a@example.org".
std::string_view domain_of(std::string_view address);

// Lines end with CRLF. Both addresses must be mail addresses; whatever else stands in the mail, no header can be
// made by it.
std::string message_text(const Mail&, std::string_view from);

}  // namespace vesture::api
