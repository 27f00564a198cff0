// Hands e-mails over to a mail server. Blocks, so not for an event loop's thread.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <variant>

#include "domain/common/time.hpp"

namespace vesture::api {

struct Mail {
  std::string id;  // the same for each try: of it and the sender's domain the Message-ID is made
  std::string to;  // an addr-spec (RFC 5322, 3.4.1) in ASCII
  std::string subject;
  std::string text;      // lines end with '\n'
  std::string language;  // "lv"
  domain::Instant date;
};

struct MailAccepted {};
// It is known not to be delivered.
struct MailRefused {
  bool permanent = false;  // this mail will never be taken; else the same may be tried later
  std::uint32_t code = 0;  // of SMTP; 0 where it did not come to an answer
};
// It was sent to its end, and no answer came: the server may have taken it.
struct MailOutcomeUnknown {};
using MailOutcome = std::variant<MailAccepted, MailRefused, MailOutcomeUnknown>;

// Any thread may call.
class MailSender {
 public:
  virtual ~MailSender() = default;
  // Ends early, within a second or so, where a stop is asked for.
  virtual MailOutcome send(const Mail&, std::stop_token) = 0;
};

}  // namespace vesture::api
