// What a reply and a forwarded message begin with: the original quoted, under a heading that says whose it is.
#pragma once

#include "api/mail/mail_json.hpp"
#include "domain/common/text.hpp"
#include "domain/mail/text.hpp"

namespace vesture::api {

// Within the limits of a message's text: of an original that is too long for them, the beginning, without formatting. The
// original has a text.
domain::mail::MessageText reply_text(const MessageJson& original, domain::Language);
domain::mail::MessageText forward_text(const MessageJson& original, domain::Language);

}  // namespace vesture::api
