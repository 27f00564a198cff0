#include "projections/mail/mailbox_changes.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "domain/access/access.hpp"
#include "domain/accounts/account.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/message.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/common/decoded.hpp"
#include "projections/mail/account_people.hpp"
#include "projections/mail/mailbox_rows.hpp"
#include "projections/mail/remembered.hpp"
#include "projections/mail/unread.hpp"

namespace vesture::projections::mail {

namespace {

namespace dom = domain::mail;
using domain::AccountId;
using domain::MessageId;
using domain::PersonId;

template <class Row>
Row must_have(std::optional<Row> row, const char* what) {
  if (!row) throw std::runtime_error(std::string("mailbox: ") + what);
  return std::move(*row);
}

std::optional<std::string> opened(const domain::Sealed& sealed) {
  return sealed.destroyed ? std::nullopt : std::optional(sealed.text);
}

std::optional<ThreadLink> link_of(const std::optional<dom::Thread>& thread) {
  if (!thread) return std::nullopt;
  return ThreadLink{thread->kind, thread->message};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

class Changes {
 public:
  Changes(const eventstore::Commit& commit, const Contents& contents, ViewBatch& batch)
      : actor_{{commit.actor.person}}, contents_(contents), batch_(batch) {}

  void on(const dom::DraftMade& e) {
    WritingRow writing;
    writing.draft = e.draft;
    writing.writer = e.account;
    writing.thread = link_of(e.thread);
    writings().put(batch_, joined(e.draft), writing);
    if (e.thread) mark_seen(batch_, e.account, e.thread->message, actor_);
  }

  void on(const dom::DraftSaved& e) {
    write(e.draft, e.keeping, e.at, [&](WritingRow& writing) {
      writing.text = e.text.id;
      writing.sealed.recipients = lines_of(e.recipients.text);
      writing.sealed.recipients_destroyed = e.recipients.destroyed;
    });
  }

  void on(const dom::AttachmentAdded& e) {
    write(e.draft, e.keeping, e.at, [&](WritingRow& writing) {
      ++writing.attachments;
      writing.sealed.attached.push_back({e.attachment.number, e.attachment.name.text});
    });
  }

  void on(const dom::AttachmentRemoved& e) {
    write(e.draft, e.keeping, e.at, [&](WritingRow& writing) {
      --writing.attachments;
      std::erase_if(writing.sealed.attached,
                    [&](const auto& attached) { return attached.number == e.number; });
    });
  }

  void on(const dom::DraftDeleted& e) { bin(e.account, Kind::draft, e.draft.uuid, e.because, e.at); }
  void on(const dom::DraftRestored& e) { unbin(e.account, Kind::draft, e.draft.uuid, dom::Folder::drafts); }
  void on(const dom::DraftDestroyed& e) {
    erase_row(e.account, Kind::draft, e.draft.uuid);
    writings().erase(batch_, joined(e.draft));
  }

  void on(const dom::DraftSent& e) {
    auto writing = must_have(writings().find(batch_, joined(e.draft)), "a draft that was not made");
    writing.messages = static_cast<std::uint32_t>(e.messages.size());
    writings().put(batch_, joined(e.draft), writing);
    erase_row(e.account, Kind::draft, e.draft.uuid);
  }

  void on(const dom::MessageLetGo& e) {
    messages().erase(batch_, joined(e.message));
    auto writing = must_have(writings().find(batch_, joined(e.draft)), "a draft that was not made");
    if (--writing.messages == 0)
      writings().erase(batch_, joined(e.draft));
    else
      writings().put(batch_, joined(e.draft), writing);
  }

  void on(const dom::MessageSubmitted& e) {
    MessageRow message;
    message.message = e.message;
    message.draft = e.draft;
    message.sender = e.sender;
    message.thread = link_of(e.thread);
    message.sealed = {opened(e.sender_name), e.sender_code.text, opened(e.recipient), std::nullopt};
    messages().put(batch_, joined(e.message), message);
  }

  void on(const dom::MessageDelivered& e) {
    const auto message = change(e.message, [&](MessageRow& row) {
      row.recipient = e.recipient;
      row.sending_status = dom::SendingStatus::sent;
      row.sent_at = e.at;
      row.confirm_by = e.confirmation.due;
      row.sealed.recipient_name = opened(e.recipient_name);
    });
    // The sender finds it by the recipient's name from here on.
    if (const auto row = mailbox_list().find(batch_, row_id(e.sender, Kind::sent, e.message.uuid)))
      put_words(*row, must_have(writings().find(batch_, joined(e.draft)), "a draft that was not made"),
                message);
  }

  void on(const dom::MessageFailed& e) {
    change(e.message, [&](MessageRow& row) {
      row.sending_status = dom::SendingStatus::failed;
      row.failure = e.reason;
    });
  }

  void on(const dom::ReceiptConfirmed& e) { conclude(e, dom::DeliveryStatus::delivered); }
  void on(const dom::ReceiptRefused& e) { conclude(e, dom::DeliveryStatus::refused); }
  void on(const dom::ReceiptMissed& e) { conclude(e, dom::DeliveryStatus::missed); }

  void on(const dom::CopyFiled& e) {
    const auto message =
        must_have(messages().find(batch_, joined(e.copy.message)), "a message that was not sent");
    const auto writing = must_have(writings().find(batch_, joined(e.draft)), "a draft that was not made");
    auto row = row_of_copy(e);
    take_status(row, message);
    put_row(std::move(row), writing, message);
    if (e.copy.side == dom::Side::received)
      begin_unread(batch_, e.account, e.copy.message, who_may_use(batch_, e.account, e.at));
  }

  void on(const dom::CopyDeleted& e) {
    if (e.copy.side == dom::Side::received) {
      mark_seen(batch_, e.account, e.copy.message, actor_);
      hide_unread(batch_, e.account, e.copy.message);
    }
    bin(e.account, kind_of(e.copy), e.copy.message.uuid, e.because, e.at);
  }

  void on(const dom::CopyRestored& e) {
    const bool received = e.copy.side == dom::Side::received;
    unbin(e.account, kind_of(e.copy), e.copy.message.uuid,
          received ? dom::Folder::received : dom::Folder::sent);
    if (!received) return;
    mark_seen(batch_, e.account, e.copy.message, actor_);
    show_unread(batch_, e.account, e.copy.message);
  }

  void on(const dom::CopyDestroyed& e) {
    if (e.copy.side == dom::Side::received) forget_unread(batch_, e.account, e.copy.message);
    erase_row(e.account, kind_of(e.copy), e.copy.message.uuid);
  }

  void on(const domain::access::Looked& e) { mark_seen(batch_, e.account, {e.object}, actor_); }

 private:
  static Kind kind_of(const dom::CopyId& copy) {
    return copy.side == dom::Side::sent ? Kind::sent : Kind::received;
  }

  // Several rows of one commit may be of one text.
  const ReadText& text(domain::ContentId id) {
    const auto known = texts_.find(id);
    if (known != texts_.end()) return known->second;
    return texts_.emplace(id, read_text(contents_, id)).first->second;
  }

  void put_words(const MailboxRow& row, const WritingRow& writing, const MessageRow& message) {
    mailbox_texts().put(batch_, row.account.uuid.view(), row_id(row.account, row.kind, row.id), row.time,
                        words_of_row(row, writing, message, text(writing.text)));
  }

  void put_row(MailboxRow row, const WritingRow& writing, const MessageRow& message = {}) {
    take_written(row, writing, text(writing.text));
    mailbox_list().put(batch_, row);
    put_words(row, writing, message);
  }

  void erase_row(AccountId account, Kind kind, const domain::Uuid& id) {
    mailbox_list().erase(batch_, row_id(account, kind, id));
    mailbox_texts().erase(batch_, account.uuid.view(), row_id(account, kind, id));
  }

  // A row is there from the first saving on: it says what was written.
  void write(domain::DraftId draft, const domain::Deadline& keeping, domain::Instant at, const auto& how) {
    auto writing = must_have(writings().find(batch_, joined(draft)), "a draft that was not made");
    writing.saved_at = at;
    writing.last_days_begin = dom::last_days_begin(keeping);
    writing.ends = keeping.due;
    how(writing);
    writings().put(batch_, joined(draft), writing);
    if (writing.text != domain::ContentId{}) put_row(row_of_draft(writing), writing);
  }

  void change_row(AccountId account, Kind kind, const domain::Uuid& id, const auto& how) {
    auto row =
        must_have(mailbox_list().find(batch_, row_id(account, kind, id)), "a change of what is not there");
    how(row);
    mailbox_list().put(batch_, row);
  }

  void bin(AccountId account, Kind kind, const domain::Uuid& id, dom::DeletedBecause because,
           domain::Instant at) {
    change_row(account, kind, id, [&](MailboxRow& row) {
      row.folder = dom::Folder::deleted;
      row.deleted_because = because;
      if (!row.deleted_at) row.deleted_at = at;
    });
  }

  void unbin(AccountId account, Kind kind, const domain::Uuid& id, dom::Folder back_to) {
    change_row(account, kind, id, [&](MailboxRow& row) {
      row.folder = back_to;
      row.deleted_because.reset();
      row.deleted_at.reset();
    });
  }

  // In the rows of both sides, as far as they have it.
  MessageRow change(MessageId id, const auto& how) {
    auto message = must_have(messages().find(batch_, joined(id)), "a message that was not sent");
    how(message);
    messages().put(batch_, joined(id), message);
    for (const auto& [account, kind] :
         {std::pair(message.sender, Kind::sent), std::pair(message.recipient, Kind::received)})
      if (auto row = mailbox_list().find(batch_, row_id(account, kind, id.uuid))) {
        take_status(*row, message);
        mailbox_list().put(batch_, *row);
      }
    return message;
  }

  // Errands of several threads may come for one message: the receipt of one that was let go of meanwhile is in no row.
  void conclude(const auto& e, dom::DeliveryStatus status) {
    if (!messages().find(batch_, joined(e.message))) return;
    change(e.message, [&](MessageRow& row) {
      row.delivery_status = status;
      row.delivered_at = e.at;
    });
    mark_seen(batch_, e.recipient, e.message, actor_);
  }

  const PersonId actor_;
  const Contents& contents_;
  ViewBatch& batch_;
  std::map<domain::ContentId, ReadText> texts_;
};

}  // namespace

const TextIndex& mailbox_texts() {
  static const TextIndex texts("mailbox-words", 2);
  return texts;
}

// What a copy says stands in the draft's and the message's events, which may come behind it in the commit.
void apply_mail(const eventstore::Commit& commit, const domain::Cipher& cipher, const Contents& contents,
                ViewBatch& batch) {
  Changes changes(commit, contents, batch);
  const auto apply = [&]<class Aggregate>(const eventstore::Event& event) {
    std::visit([&](const auto& e) { changes.on(e); }, decoded<Aggregate>(event, cipher));
  };
  for (const auto& event : commit.events) {
    if (is_of<domain::accounts::Account>(event) || is_of<domain::rights::ReadRights>(event))
      apply_people(event, cipher, batch);
    if (is_of<dom::Draft>(event)) apply.operator()<dom::Draft>(event);
    if (is_of<dom::Message>(event)) apply.operator()<dom::Message>(event);
  }
  for (const auto& event : commit.events) {
    if (is_of<dom::Copy>(event)) apply.operator()<dom::Copy>(event);
    if (is_of<domain::access::Access>(event)) changes.on(decoded<domain::access::Access>(event, cipher));
  }
}

}  // namespace vesture::projections::mail
