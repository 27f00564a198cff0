// E-mail by SMTP (RFC 5321) on libcurl: STARTTLS (RFC 3207), AUTH (RFC 4954), the server's certificate checked.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "api/outside/mail_sender.hpp"

namespace vesture::api {

enum class StartTls {
  required,       // without it nothing is said but the greeting
  opportunistic,  // where the server offers it
  off,
};

struct SmtpOptions {
  std::string url;       // "smtp://host:587", or "smtps://host:465" for TLS from the start
  std::string user;      // none: no authentication
  std::string password;  // goes out over TLS only
  std::string ca_file;   // of the only certificates that are trusted (PEM); the system's where empty
  std::string
      ca_directory;  // of the system's certificates (openssl-rehash); where libcurl looks, where empty
  StartTls starttls = StartTls::required;
  std::string from;  // address on the envelope and in the message

  std::chrono::milliseconds connect{10'000};
  std::chrono::seconds response{60};         // for each of the server's answers
  std::chrono::milliseconds whole{300'000};  // less than an attempt may last (domain/notifications)
};

class Smtp : public MailSender {
 public:
  // Throws std::invalid_argument for options that do not fit together; says nothing to the server yet.
  explicit Smtp(SmtpOptions options);

  // A refusal is permanent where the server says so of the recipient or the message. What it has against us (the
  // sender, the password, its certificate) may be mended, so that is a refusal for now.
  MailOutcome send(const Mail&, std::stop_token) override;

 private:
  const SmtpOptions options_;
};

}  // namespace vesture::api
