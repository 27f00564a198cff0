// A draft or a message as it looks in JSON (MAIL-11, MAIL-12): what is given, and what is taken. What does not apply to the
// kind of thing that it is, or is not known (any more), is null.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/file_json.hpp"
#include "api/http/fields.hpp"
#include "api/http/json.hpp"
#include "api/mail/container_json.hpp"
#include "api/mail/invoice_json.hpp"
#include "domain/mail/actions.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/status.hpp"
#include "projections/mail/mailbox.hpp"

namespace vesture::domain::mail {
BOOST_DESCRIBE_ENUM(Folder, received, sent, drafts, deleted)
BOOST_DESCRIBE_ENUM(SendingStatus, processing, sent, failed)
}  // namespace vesture::domain::mail

namespace vesture::api {

// "-" while there is none.
template <>
struct Json<domain::mail::DeliveryStatus> {
  static void write(json::Text& out, domain::mail::DeliveryStatus status) {
    json::put_string(out, domain::mail::words(status).code);
  }
  static boost::json::object schema();
};

template <>
struct Json<domain::mail::Action> {
  static void write(json::Text& out, domain::mail::Action action) {
    json::put_string(out, domain::mail::code_of(action));
  }
  static boost::json::object schema();
};

// Given

struct SenderJson {
  std::string name;
  std::string registration_number;  // "" of a natural person
  BOOST_DESCRIBE_CLASS(SenderJson, (), (name, registration_number), (), ())
};

struct RecipientJson {
  std::optional<std::string> e_address;            // as the sender gave it
  std::optional<std::string> name;                 // once the message is there
  std::optional<std::string> registration_number;  // "" of a natural person
  BOOST_DESCRIBE_CLASS(RecipientJson, (), (e_address, name, registration_number), (), ())
};

struct AttachmentJson {
  std::uint32_t number = 0;         // as paths name it; never given again within the message
  std::optional<std::string> name;  // null where it was destroyed
  std::string media_type;
  std::uint64_t size = 0;  // bytes
  domain::files::Scan scan{};
  // What it was found to be when it was attached; null where that was never looked for, or is destroyed.
  std::optional<domain::files::Form> form;
  std::optional<std::string> sha256;                     // in hexadecimal
  std::optional<domain::files::InvoiceSummary> invoice;  // of an e-invoice (MAIL-17)
  std::optional<ContainerJson> container;                // of a signed container (MAIL-19)
  BOOST_DESCRIBE_CLASS(AttachmentJson, (),
                       (number, name, media_type, size, scan, form, sha256, invoice, container), (), ())
};

// The message that this one answers or passes on.
struct ThreadJson {
  domain::mail::ThreadKind kind{};
  domain::MessageId message;
  BOOST_DESCRIBE_CLASS(ThreadJson, (), (kind, message), (), ())
};

// Why a message was not handed over (MAIL-13).
struct FailureJson {
  std::string_view code;
  std::string_view title;  // in the language asked for
  BOOST_DESCRIBE_CLASS(FailureJson, (), (code, title), (), ())
};

struct MessageJson {
  domain::Uuid id;  // of the draft, or of the message: the same for sender and recipient (MAIL-22)
  projections::mail::Kind kind{};
  domain::mail::Folder folder{};
  domain::Instant time;  // when it was received, sent, or last saved
  std::optional<SenderJson> from;
  std::vector<RecipientJson> to;       // of a draft each, of a message the one
  std::optional<std::string> subject;  // null where the content was destroyed; html and text too
  std::optional<std::string> html;     // a safe subset (MAIL-07)
  std::optional<std::string> text;     // the same without formatting
  std::vector<AttachmentJson> attachments;
  std::optional<domain::Date> confirm_by;  // the last day for confirming, where the sender states one
  std::optional<ThreadJson> thread;
  // Of a sent one
  std::optional<domain::mail::SendingStatus> sending_status;
  std::optional<domain::Instant> sent_at;  // since when the recipient has it
  std::optional<FailureJson> failure;
  // Of a sent or received one
  std::optional<domain::mail::DeliveryStatus> delivery_status;
  std::optional<domain::Instant> delivered_at;  // since when it is delivered, missed or refused
  std::optional<std::string> refusal_reason;
  std::optional<domain::Instant> confirmation_until;
  domain::signatures::State signature{};  // the worst of its containers' (MAIL-19)
  bool destroyed = false;
  std::optional<bool> unread;                 // of a received one, by the caller
  domain::Instant kept_until;                 // RET-01
  std::vector<domain::mail::Action> actions;  // what the caller may do with it now, here
  BOOST_DESCRIBE_CLASS(MessageJson, (),
                       (id, kind, folder, time, from, to, subject, html, text, attachments, confirm_by,
                        thread, sending_status, sent_at, failure, delivery_status, delivered_at,
                        refusal_reason, confirmation_until, signature, destroyed, unread, kept_until,
                        actions),
                       (), ())
};

struct SubmittedMessageJson {
  domain::MessageId id;
  std::string to;  // the e-address
  BOOST_DESCRIBE_CLASS(SubmittedMessageJson, (), (id, to), (), ())
};

struct SentJson {
  std::vector<SubmittedMessageJson> messages;  // one for each recipient (MAIL-15)
  BOOST_DESCRIBE_CLASS(SentJson, (), (messages), (), ())
};

AttachmentJson json_of(const domain::mail::Attachment&, domain::Language);
std::optional<ThreadJson> json_of(const std::optional<domain::mail::Thread>&);

// "40003055555" of "NTRLV-40003055555"; "" of a natural person's code (MAIL-11).
std::string registration_number_of(std::string_view code);

}  // namespace vesture::api
