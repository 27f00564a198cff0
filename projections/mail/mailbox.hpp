// What lies in the mailboxes (MAIL-01, MAIL-02, MAIL-11, MAIL-12): a row for each draft and for each party's copy of a
// message, with the words that it is found by, and what each person has not seen yet (MAIL-14).
//
// Texts and names come from contents and sealed fields. They and their words lie in the sealed families, and go with the
// row. Where a content cannot be read (destroyed, or an auditor's copy without a vault) there is no subject.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "domain/common/sealing.hpp"
#include "domain/mail/actions.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/status.hpp"
#include "projections/common/contents.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/restriction.hpp"
#include "projections/common/text_index.hpp"

namespace vesture::domain::mail {
BOOST_DESCRIBE_ENUM(ThreadKind, reply, forward)
BOOST_DESCRIBE_ENUM(DeletedBecause, asked, term)
}  // namespace vesture::domain::mail

namespace vesture::projections::mail {

// Persisted numbers: never change or reuse one.
enum class Kind : std::uint8_t { draft = 0, sent = 1, received = 2 };
BOOST_DESCRIBE_ENUM(Kind, draft, sent, received)

// The message that this one answers or passes on.
struct ThreadLink {
  domain::mail::ThreadKind kind{};
  domain::MessageId message;
  BOOST_DESCRIBE_CLASS(ThreadLink, (), (kind, message), (), ())
};

struct MailboxRow {
  domain::AccountId account;
  Kind kind{};
  domain::Uuid id;        // the draft's, or the message's: as paths name it
  domain::DraftId draft;  // what was written
  domain::mail::Folder folder{};
  domain::Instant time;  // when it was received, sent, or last saved
  std::optional<ThreadLink> thread;
  std::optional<domain::mail::SendingStatus> sending_status;  // of a sent one
  std::optional<domain::mail::FailureReason> failure;
  std::optional<domain::Instant> sent_at;                       // since when the recipient has it
  std::optional<domain::mail::DeliveryStatus> delivery_status;  // of a sent or received one
  std::optional<domain::Instant> delivered_at;  // since when that is delivered, missed or refused
  std::optional<domain::Instant> confirm_by;    // of one that the recipient has
  bool has_attachments = false;
  std::uint32_t attachments = 0;
  std::optional<domain::mail::DeletedBecause> deleted_because;  // of one in `deleted`
  std::optional<domain::Instant> deleted_at;
  domain::Instant last_days_begin;  // from then on nothing is restored (MAIL-10)
  domain::Instant ends;             // the term (RET-01)
  // nullopt: destroyed, or nothing here that could open it.
  struct Sealed {
    std::optional<std::string>
        counterparty;                 // the sender's name, the recipient's name or, until it is known, their
                                      // e-address; a draft's first recipient, "" where it has none
    std::uint32_t recipients = 0;     // of a draft
    std::string registration_number;  // the counterparty's; "" of a natural person, and where it is not known
    std::optional<std::string> subject;
    BOOST_DESCRIBE_CLASS(Sealed, (), (counterparty, recipients, registration_number, subject), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(MailboxRow, (),
                       (account, kind, id, draft, folder, time, thread, sending_status, failure, sent_at,
                        delivery_status, delivered_at, confirm_by, has_attachments, attachments,
                        deleted_because, deleted_at, last_days_begin, ends, sealed),
                       (), ())
};

// Scope: the account's id. Sorts `time`, `counterparty`, `subject`, `delivery_status`; filters `folder`,
// `sending_status`, `delivery_status`, `has_attachments` ("true", "false"), `registration_number`; range `time`.
// With `folder` (all four for the folder `all`) each one of the other filters is read off an index.
const List<MailboxRow>& mailbox_list();
// The id of a row of it.
std::string row_id(domain::AccountId, Kind, const domain::Uuid& id);
// The draft or the message, as the account has it.
std::optional<MailboxRow> find_in_mailbox(const ViewSnapshot&, domain::AccountId, const domain::Uuid& id);

// Where a word is looked for.
// Persisted numbers: never change or reuse one.
enum class Words : std::uint8_t {
  any = 0,  // subject, text, names, e-addresses and numbers of the other side, names of attachments
  subject = 1,
  counterparty = 2,  // names and e-addresses
};
// Rows with a word that begins so for each word of the query; none where the query has no word.
std::shared_ptr<const Restriction> rows_with(Words, std::string_view query);

// Received messages that the person has not opened, and that were delivered while they might use the account: who comes
// later begins with nothing unread. What they have done with a message they have seen.
bool is_unread(const ViewSnapshot&, domain::AccountId, domain::PersonId, domain::MessageId);
// Those that lie in `received`; exact up to kCountedExactly, which is the most that it gives.
std::uint64_t unread_count(const ViewSnapshot&, domain::AccountId, domain::PersonId);
// Of the account's mailbox: those rows alone, or (`unread` false) all but those.
std::shared_ptr<const Restriction> rows_unread_by(domain::PersonId, bool unread = true);

class MailboxProjection : public Projection {
 public:
  MailboxProjection(const domain::Cipher& cipher, Contents contents)
      : cipher_(cipher), contents_(std::move(contents)) {}
  std::string name() const override { return "mailbox"; }
  std::uint32_t version() const override { return 2; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
  const Contents contents_;
};

}  // namespace vesture::projections::mail
