// What the mailbox's projection remembers of drafts, messages and accounts, to make the rows of mailboxes from.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "domain/mail/status.hpp"
#include "projections/common/records.hpp"
#include "projections/mail/mailbox.hpp"

namespace vesture::projections::mail {

struct AttachedRow {
  std::uint32_t number = 0;
  std::string name;  // "" where its content is destroyed
  BOOST_DESCRIBE_CLASS(AttachedRow, (), (number, name), (), ())
};

// What was written: a draft, and once it is sent what its messages refer to. Gone with the last of them.
struct WritingRow {
  domain::DraftId draft;
  domain::AccountId writer;
  std::optional<ThreadLink> thread;
  domain::ContentId text;  // nil until it is saved
  domain::Instant saved_at;
  domain::Instant last_days_begin;
  domain::Instant ends;
  std::uint32_t attachments = 0;
  std::uint32_t messages = 0;  // of it that someone still has
  struct Sealed {
    std::vector<std::string> recipients;
    bool recipients_destroyed = false;
    std::vector<AttachedRow> attached;
    BOOST_DESCRIBE_CLASS(Sealed, (), (recipients, recipients_destroyed, attached), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(WritingRow, (),
                       (draft, writer, thread, text, saved_at, last_days_begin, ends, attachments, messages,
                        sealed),
                       (), ())
};

// A message as both sides see it. Gone when neither has it any more.
struct MessageRow {
  domain::MessageId message;
  domain::DraftId draft;
  domain::AccountId sender;
  domain::AccountId recipient;  // nil until it is delivered
  std::optional<ThreadLink> thread;
  domain::mail::SendingStatus sending_status{};
  std::optional<domain::mail::FailureReason> failure;
  std::optional<domain::Instant> sent_at;
  domain::mail::DeliveryStatus delivery_status{};
  std::optional<domain::Instant> delivered_at;
  std::optional<domain::Instant> confirm_by;
  struct Sealed {
    std::optional<std::string> sender_name;
    std::string sender_code;
    std::optional<std::string> recipient;  // the e-address
    std::optional<std::string> recipient_name;
    BOOST_DESCRIBE_CLASS(Sealed, (), (sender_name, sender_code, recipient, recipient_name), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(MessageRow, (),
                       (message, draft, sender, recipient, thread, sending_status, failure, sent_at,
                        delivery_status, delivered_at, confirm_by, sealed),
                       (), ())
};

struct ReaderRow {
  domain::ReadRightId right;
  domain::PersonId person;
  std::optional<domain::Date> until;
  bool suspended = false;
  BOOST_DESCRIBE_CLASS(ReaderRow, (), (right, person, until, suspended), (), ())
};

// Who may use an account: for whom a message that comes is unread.
struct PeopleOfAccount {
  domain::AccountId account;
  std::vector<domain::PersonId> people;  // its owner, or its users
  std::vector<ReaderRow> readers;
  BOOST_DESCRIBE_CLASS(PeopleOfAccount, (), (account, people, readers), (), ())
};

// Who has not seen a received message, wherever it lies.
struct UnseenRow {
  domain::AccountId account;
  domain::MessageId message;
  std::vector<domain::PersonId> by;
  BOOST_DESCRIBE_CLASS(UnseenRow, (), (account, message, by), (), ())
};

// One person's unread message: of those in `received`.
struct UnreadRow {
  domain::AccountId account;
  domain::PersonId person;
  domain::MessageId message;
  BOOST_DESCRIBE_CLASS(UnreadRow, (), (account, person, message), (), ())
};

inline const Records<WritingRow>& writings() {  // by draft
  static const Records<WritingRow> records("mail-writings", 1);
  return records;
}
inline const Records<MessageRow>& messages() {  // by message
  static const Records<MessageRow> records("mail-messages", 1);
  return records;
}
inline const Records<PeopleOfAccount>& people_of_accounts() {  // by account
  static const Records<PeopleOfAccount> records("mail-people", 1);
  return records;
}
inline const Records<UnseenRow>& unseen_messages() {  // by account and message
  static const Records<UnseenRow> records("unseen-messages", 1);
  return records;
}
inline const Records<UnreadRow>& unread_messages() {  // by account, person and message
  static const Records<UnreadRow> records("unread-messages", 1);
  return records;
}

template <class... Ids>
std::string joined(const Ids&... ids) {
  std::string all;
  (all.append(ids.uuid.view()), ...);
  return all;
}

}  // namespace vesture::projections::mail
