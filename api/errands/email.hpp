// Sends a notification's e-mail: one attempt, on record before anything is said to the mail server, and its outcome
// after (ORD-18).
#pragma once

#include <memory>
#include <stop_token>

#include "api/outside/mail_sender.hpp"
#include "api/timekeeper.hpp"

namespace vesture::api {

// Does what is due for the notification's e-mail, and nothing where nothing is: an attempt; giving up where the
// consent was withdrawn or the address removed (ACC-04); or putting on record that an attempt was cut short. Blocks
// for as long as the mail server does, unless a stop is asked for. Throws as commit_by_system.
void send_email(const Backend&, MailSender&, domain::NotificationId, std::stop_token = {});

// Sends what is due, one after the other. Both outlive it.
std::unique_ptr<Errands> email_errands(const Backend&, MailSender&);

}  // namespace vesture::api
