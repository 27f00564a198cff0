#include "projections/agenda/agenda.hpp"

#include <boost/describe.hpp>
#include <cstring>

#include "domain/accounts/account.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/purge.hpp"
#include "domain/notifications/notification.hpp"
#include "eventstore/bytes.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/list_keys.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::agenda {

namespace {

namespace accounts = domain::accounts;
namespace files = domain::files;
namespace mail = domain::mail;
namespace notifications = domain::notifications;

constexpr std::string_view kPrefix = "agenda.2";
// Whom a register does not know today it may know in some days (ACC-01).
constexpr std::int64_t kAskAgainMicroseconds = 7LL * 24 * 3600 * 1'000'000;
constexpr char kByDue = 'd';
constexpr char kById = 'i';
constexpr char kDestroyed = 'x';
constexpr char kLetGo = 'p';

struct Place {
  domain::Instant due;
  std::uint64_t cause = 0;
  BOOST_DESCRIBE_CLASS(Place, (), (due, cause), (), ())
};

std::string key_of(char kind, Errand errand) {
  std::string key(kPrefix);
  key += kind;
  key += static_cast<char>(errand);
  return key;
}

std::string key_by_id(Errand errand, const domain::Uuid& id) {
  return key_of(kById, errand).append(id.view());
}

// Due times come after 1970.
std::string due_key(domain::Instant due) {
  return unsigned_key(static_cast<std::uint64_t>(due.microseconds));
}

std::string key_by_due(const Entry& entry) {
  return (key_of(kByDue, entry.errand) + due_key(entry.due)).append(entry.id.view());
}

// Behind all entries of the errand that are due at `now`.
std::string end_of_due(Errand errand, domain::Instant now) {
  return key_of(kByDue, errand) + due_key({now.microseconds + 1});
}

Entry entry_at(Errand errand, const ViewIterator& at) {
  eventstore::ByteReader key(at.key().substr(key_of(kByDue, errand).size()), "agenda key");
  Entry entry;
  entry.errand = errand;
  entry.due.microseconds = static_cast<std::int64_t>(key.big<std::uint64_t>());
  entry.id.bytes = key.array<decltype(entry.id.bytes)>();
  entry.cause = eventstore::ByteReader(at.value(), "agenda entry").big<std::uint64_t>();
  return entry;
}

// The rows as tables show them.
struct Waiting {
  Errand errand{};
  domain::Uuid subject;
  domain::Instant due;
  std::uint64_t cause = 0;
  BOOST_DESCRIBE_CLASS(Waiting, (), (errand, subject, due, cause), (), ())
};

struct Destroyed {
  domain::ContentId content;
  BOOST_DESCRIBE_CLASS(Destroyed, (), (content), (), ())
};

Waiting waiting(std::string_view id, std::string_view open, std::string_view) {
  const auto place = unpack<Place>(open);
  return {static_cast<Errand>(id.front()), domain::uuid_at(id.substr(1)), place.due, place.cause};
}

Destroyed destroyed(std::string_view id, std::string_view, std::string_view) {
  return {{domain::uuid_at(id)}};
}

std::string no_scope(const auto&) { return {}; }

// One commit's changes to the agenda.
class Changes {
 public:
  Changes(const eventstore::Commit& commit, ViewBatch& batch) : commit_(commit), batch_(batch) {}

  void on(const files::FileAttached& e) {
    put(Errand::file_retention, e.file.uuid, files::next_retention_step(e.retention.due, UINT32_MAX));
  }
  void on(const files::ExpiryWarned& e) {
    put(Errand::file_retention, e.file.uuid, files::next_retention_step(e.expires_at, e.days));
  }
  void on(const files::FileExpired& e) { take_off(Errand::file_retention, e.file.uuid); }

  void on(const accounts::AccountOpened& e) { put(Errand::identity, e.account.uuid, e.at); }
  void on(const accounts::IdentityUpdated& e) { take_off(Errand::identity, e.account.uuid); }
  void on(const accounts::IdentityNotFound& e) {
    put(Errand::identity, e.account.uuid, {e.at.microseconds + kAskAgainMicroseconds});
  }
  void on(const accounts::UserAdded&) {}
  void on(const accounts::UserRightsChanged&) {}
  void on(const accounts::UserRemoved&) {}
  void on(const accounts::AccountActivated&) {}
  void on(const accounts::AccountDeactivated&) {}
  // Whom the register did not know by the old code it may know by the new one.
  void on(const accounts::EAddressMoved& e) {
    if (place_at(key_by_id(Errand::identity, e.account.uuid))) put(Errand::identity, e.account.uuid, e.at);
  }
  void on(const accounts::EAddressAnnulled&) {}

  void on(const files::ContentStored&) {}
  void on(const files::ContentHeld&) {}
  void on(const files::ContentReleased& e) { put_purge(e.at); }
  void on(const files::DestructionOrdered& e) { put(Errand::content_destruction, e.content.uuid, e.at); }
  void on(const files::ContentDestroyed& e) {
    take_off(Errand::content_destruction, e.content.id.uuid);
    batch_.put(Family::rows, std::string(kPrefix).append(1, kDestroyed).append(e.content.id.uuid.view()), "");
  }

  void on(const notifications::NotificationRaised& e) {
    if (e.email_wanted) put(Errand::email, e.notification.uuid, e.at);
  }
  void on(const notifications::NotificationRead&) {}
  // Where no outcome comes, somebody is to look what became of it.
  void on(const notifications::EmailAttempted& e) {
    put(Errand::email, e.notification.uuid, {e.at.microseconds + notifications::kAttemptMicroseconds});
  }
  void on(const notifications::EmailAccepted& e) { take_off(Errand::email, e.notification.uuid); }
  void on(const notifications::EmailRefused& e) { put_next_attempt(e.notification, e.next_attempt_at); }
  void on(const notifications::EmailOutcomeUnknown& e) {
    put_next_attempt(e.notification, e.next_attempt_at);
  }
  void on(const notifications::EmailGivenUp& e) { take_off(Errand::email, e.notification.uuid); }

  void on(const mail::MessageSubmitted& e) { put(Errand::delivery, e.message.uuid, e.at); }
  void on(const mail::MessageDelivered& e) {
    take_off(Errand::delivery, e.message.uuid);
    put(Errand::receipt_deadline, e.message.uuid, e.confirmation.due);
  }
  void on(const mail::MessageFailed& e) { take_off(Errand::delivery, e.message.uuid); }
  void on(const mail::ReceiptConfirmed& e) { take_off(Errand::receipt_deadline, e.message.uuid); }
  void on(const mail::ReceiptRefused& e) { take_off(Errand::receipt_deadline, e.message.uuid); }
  void on(const mail::ReceiptMissed& e) { take_off(Errand::receipt_deadline, e.message.uuid); }

  void on(const mail::CopyFiled& e) {
    put(term_of(e.copy), e.copy.message.uuid, mail::last_days_begin(e.keeping));
  }
  void on(const mail::CopyDeleted& e) { moved(e.because, term_of(e.copy), e.copy.message.uuid); }
  void on(const mail::CopyRestored&) {}
  void on(const mail::CopyDestroyed& e) {
    take_off(term_of(e.copy), e.copy.message.uuid);
    put_purge(e.at);
  }

  // Kept from its first saving on, which is in the same commit.
  void on(const mail::DraftMade&) {}
  void on(const mail::DraftSaved& e) { keep(e.draft, e.keeping); }
  void on(const mail::AttachmentAdded& e) { keep(e.draft, e.keeping); }
  void on(const mail::AttachmentRemoved& e) { keep(e.draft, e.keeping); }
  void on(const mail::DraftDeleted& e) { moved(e.because, Errand::draft_term, e.draft.uuid); }
  void on(const mail::DraftRestored&) {}
  void on(const mail::DraftDestroyed& e) { take_off(Errand::draft_term, e.draft.uuid); }
  void on(const mail::DraftSent& e) { take_off(Errand::draft_term, e.draft.uuid); }
  // A receipt that is still open ends with the message.
  void on(const mail::MessageLetGo& e) { take_off(Errand::receipt_deadline, e.message.uuid); }

  // What was let go of while the views were being purged waits for another time.
  void on(const mail::ViewsPurged& e) {
    take_off(Errand::view_purge, {});
    const auto last = place_at(key_of_last_let_go());
    if (last && last->cause > e.position) put(Errand::view_purge, {}, last->due);
  }

 private:
  static Errand term_of(const mail::CopyId& copy) {
    return copy.side == mail::Side::sent ? Errand::sent_copy_term : Errand::received_copy_term;
  }

  static std::string key_of_last_let_go() { return std::string(kPrefix) + kLetGo; }

  void keep(domain::DraftId draft, const domain::Deadline& keeping) {
    put(Errand::draft_term, draft.uuid, mail::last_days_begin(keeping));
  }

  // Next is the end: what is there so far is when the last days begin.
  void moved(mail::DeletedBecause because, Errand errand, const domain::Uuid& id) {
    if (because == mail::DeletedBecause::asked) return;
    if (const auto place = place_at(key_by_id(errand, id)))
      put(errand, id, mail::end_of_last_days(place->due));
  }

  // The first that is let go of says when; the last is remembered.
  void put_purge(domain::Instant let_go_at) {
    const Place last{{let_go_at.microseconds + mail::kPurgeAfterMicroseconds}, commit_.position};
    batch_.put(Family::rows, key_of_last_let_go(), pack(last));
    if (!place_at(key_by_id(Errand::view_purge, {}))) put(Errand::view_purge, {}, last.due);
  }

  std::optional<Place> place_at(const std::string& key) const {
    const auto bytes = batch_.get(Family::rows, key);
    return bytes ? std::optional(unpack<Place>(*bytes)) : std::nullopt;
  }

  void put_next_attempt(domain::NotificationId id, std::optional<domain::Instant> at) {
    at ? put(Errand::email, id.uuid, *at) : take_off(Errand::email, id.uuid);
  }

  void put(Errand errand, const domain::Uuid& id, domain::Instant due) {
    take_off(errand, id);
    const Place place{due, commit_.position};
    batch_.put(Family::rows, key_by_id(errand, id), pack(place));
    std::string cause;
    eventstore::append_big(cause, place.cause);
    batch_.put(Family::index, key_by_due({errand, due, id, 0}), cause);
  }

  void take_off(Errand errand, const domain::Uuid& id) {
    const auto key = key_by_id(errand, id);
    const auto place = place_at(key);
    if (!place) return;
    batch_.erase(Family::rows, key);
    batch_.erase(Family::index, key_by_due({errand, place->due, id, 0}));
  }

  const eventstore::Commit& commit_;
  ViewBatch& batch_;
};

template <class Aggregate>
void apply_events(const eventstore::Event& event, const domain::Cipher& cipher, Changes& changes) {
  if (is_of<Aggregate>(event))
    std::visit([&](const auto& e) { changes.on(e); }, decoded<Aggregate>(event, cipher));
}

}  // namespace

std::string_view code_of(Errand errand) {
  switch (errand) {
    case Errand::file_retention:
      return "file_retention";
    case Errand::content_destruction:
      return "content_destruction";
    case Errand::identity:
      return "identity";
    case Errand::email:
      return "email";
    case Errand::delivery:
      return "delivery";
    case Errand::receipt_deadline:
      return "receipt_deadline";
    case Errand::sent_copy_term:
      return "sent_copy_term";
    case Errand::received_copy_term:
      return "received_copy_term";
    case Errand::draft_term:
      return "draft_term";
    case Errand::view_purge:
      break;
  }
  return "view_purge";
}

std::vector<Entry> due_entries(const ViewSnapshot& views, Errand errand, domain::Instant now,
                               std::size_t most, const std::optional<Entry>& after) {
  // The first key behind another is that key with a zero at its end.
  const auto lower = after ? key_by_due(*after) + '\0' : key_of(kByDue, errand);
  std::vector<Entry> entries;
  auto at = views.iterate(Family::index, lower, end_of_due(errand, now));
  for (at.seek(lower); at.valid() && entries.size() < most; at.next())
    entries.push_back(entry_at(errand, at));
  return entries;
}

std::optional<domain::Instant> next_due(const ViewSnapshot& views, Errand errand) {
  const auto lower = key_of(kByDue, errand);
  auto at = views.iterate(Family::index, lower, end_of_due(errand, {INT64_MAX - 1}));
  at.seek(lower);
  if (!at.valid()) return std::nullopt;
  return entry_at(errand, at).due;
}

void for_each_destroyed(const ViewSnapshot& views, const std::function<bool(domain::ContentId)>& each) {
  const auto lower = std::string(kPrefix) + kDestroyed;
  auto at = views.iterate(Family::rows, lower, std::string(kPrefix) + static_cast<char>(kDestroyed + 1));
  domain::ContentId content;
  for (at.seek(lower); at.valid(); at.next()) {
    eventstore::ByteReader key(at.key().substr(lower.size()), "agenda key");
    content.uuid.bytes = key.array<decltype(content.uuid.bytes)>();
    if (!each(content)) return;
  }
}

std::vector<const Table*> AgendaProjection::tables() const {
  static const RowTable<Waiting> agenda({.name = "agenda",
                                         .prefix = std::string(kPrefix) + kById,
                                         .read = waiting,
                                         .scope = no_scope<Waiting>,
                                         .indexed = {"errand", "subject", "due"}});
  static const RowTable<Destroyed> destroyed_contents({.name = "destroyed-contents",
                                                       .prefix = std::string(kPrefix) + kDestroyed,
                                                       .read = destroyed,
                                                       .scope = no_scope<Destroyed>,
                                                       .indexed = {"content"}});
  return {&agenda, &destroyed_contents};
}

std::vector<std::string> AgendaProjection::prefixes() const { return {std::string(kPrefix)}; }

void AgendaProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  Changes changes(commit, batch);
  for (const auto& event : commit.events) {
    apply_events<accounts::Account>(event, cipher_, changes);
    apply_events<files::File>(event, cipher_, changes);
    apply_events<files::Content>(event, cipher_, changes);
    apply_events<notifications::Notification>(event, cipher_, changes);
    apply_events<mail::Message>(event, cipher_, changes);
    apply_events<mail::Copy>(event, cipher_, changes);
    apply_events<mail::Draft>(event, cipher_, changes);
    apply_events<mail::Purge>(event, cipher_, changes);
  }
}

}  // namespace vesture::projections::agenda
