// A whole message as a ZIP: message.html (the page that prints), message.json, and its attachments in a folder.
#pragma once

#include <memory>
#include <vector>

#include "api/backend.hpp"
#include "api/mail/mail_json.hpp"

namespace vesture::api {

// Streamed from the vault, which outlives it. nullptr where an attachment was destroyed.
std::shared_ptr<StreamedContent> message_archive(const Backend&, MessageJson,
                                                 const std::vector<domain::mail::Attachment>&,
                                                 domain::Language);

}  // namespace vesture::api
