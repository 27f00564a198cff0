#include "tests/api/mailbox_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/mail/keeping.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api::model {

namespace {

using Actions = std::set<std::string>;

constexpr const char* kAnnulled = "accounts.annulled";
constexpr const char* kNotActive = "mail.account_not_active";
constexpr const char* kNotAllowed = "mail.action_not_allowed";
constexpr const char* kDestroyed = "mail.destroyed";

// MAIL-03 to MAIL-06.
const std::map<std::string, Actions> kAllowed{
    {"received",
     {"download", "print", "download_attachment", "reply", "forward", "confirm", "refuse", "delete"}},
    {"sent", {"download", "print", "download_attachment", "forward", "delete"}},
    {"drafts", {"edit", "send", "delete"}},
    {"deleted", {"download", "print", "download_attachment", "restore", "destroy"}}};
const Actions kWithoutActivity{"download", "print", "download_attachment", "restore", "delete", "destroy"};
const Actions kByReaders{"download", "print", "download_attachment"};

bool last_days_have_begun(const Kept& kept, domain::Instant now) {
  return now >= domain::mail::last_days_begin(kept.keeping);
}

std::string word_of(Receipt receipt) {
  constexpr std::array kWords{"-", "delivered", "refused", "missed"};
  return kWords.at(static_cast<std::size_t>(receipt));
}

}  // namespace

std::string name_of(Who who) {
  constexpr std::array kNames{"Anna", "Boriss", "the company", "the institution", "nobody"};
  return kNames.at(static_cast<std::size_t>(who));
}

std::string name_of(const Thing& thing) {
  if (!thing.message) return fmt::format("draft {}", thing.draft);
  return fmt::format("message {} to {} ({})", thing.draft, name_of(thing.message->to),
                     thing.side == Side::sent ? "sent" : "received");
}

Mailboxes::Mailboxes(domain::Instant at) : now_(at) {
  for (const auto who : kParties) {
    accounts_[who] = {};
    if (is_natural(who)) accounts_[who].switched_at = at;
  }
}

Who Mailboxes::owner_of(const Thing& thing) const {
  if (thing.message && thing.side == Side::received) return thing.message->to;
  return drafts_.at(thing.draft).owner;
}

Kept& Mailboxes::kept(const Thing& thing) {
  if (!thing.message) return drafts_.at(thing.draft).kept;
  auto& message = messages_.at(*thing.message);
  return thing.side == Side::sent ? message.sent : message.received;
}

const Kept& Mailboxes::kept(const Thing& thing) const { return const_cast<Mailboxes*>(this)->kept(thing); }

bool Mailboxes::has(const Thing& thing) const {
  if (!thing.message) return drafts_.contains(thing.draft) && !drafts_.at(thing.draft).sent;
  return messages_.contains(*thing.message) && kept(thing).lies != Lies::nowhere;
}

std::vector<Thing> Mailboxes::things() const {
  std::vector<Thing> all;
  for (const auto& [number, draft] : drafts_)
    if (!draft.sent) all.push_back({number});
  for (const auto& [name, message] : messages_)
    for (const auto side : {Side::sent, Side::received})
      if (const Thing thing{name.draft, name, side}; has(thing)) all.push_back(thing);
  return all;
}

std::vector<int> Mailboxes::drafts() const {
  std::vector<int> all;
  for (const auto& [number, draft] : drafts_) all.push_back(number);
  return all;
}

std::string Mailboxes::folder_of(const Thing& thing) const {
  if (kept(thing).lies == Lies::in_deleted) return "deleted";
  if (!thing.message) return "drafts";
  return thing.side == Side::sent ? "sent" : "received";
}

bool Mailboxes::may_read(Who owner, Who person) const {
  const auto& account = accounts_.at(owner);
  return !account.annulled && (owner == person || account.readers.contains(person));
}

bool Mailboxes::receipt_is_open(const Thing& thing) const {
  if (!thing.message || thing.side == Side::sent) return false;
  return messages_.at(*thing.message).receipt == Receipt::open;
}

std::string Mailboxes::obstacle(const Thing& thing, const std::string& action) const {
  const auto& account = accounts_.at(owner_of(thing));
  if (account.annulled) return kAnnulled;
  if (kept(thing).lies == Lies::destroyed) return kDestroyed;
  if (!kAllowed.at(folder_of(thing)).contains(action)) return kNotAllowed;
  if (!account.active && !kWithoutActivity.contains(action)) return kNotActive;
  return "";
}

// A draft that was sent says so, whatever became of its messages but for their going for good.
std::string Mailboxes::obstacle_to_writing(int number) const {
  const auto& draft = drafts_.at(number);
  if (accounts_.at(draft.owner).annulled) return kAnnulled;
  if (draft.sent) return is_gone(number) ? kDestroyed : "mail.draft_sent";
  return obstacle({number}, "edit");
}

bool Mailboxes::is_gone(int number) const {
  const auto& draft = drafts_.at(number);
  if (!draft.sent) return draft.kept.lies == Lies::destroyed;
  return std::ranges::all_of(draft.to, [&](Who to) {
    const auto& message = messages_.at({number, to});
    return message.sent.lies == Lies::destroyed &&
           (message.sending_status == "failed" || message.received.lies == Lies::destroyed);
  });
}

void Mailboxes::see(const Thing& thing, Who by) {
  if (thing.message && thing.side == Side::received) messages_.at(*thing.message).unread_by.erase(by);
}

void Mailboxes::make(Who by, int number, std::vector<Who> to) {
  Draft draft;
  draft.owner = by;
  draft.kept = {Lies::in_its_folder, domain::mail::keeping_from(now_)};
  draft.to = std::move(to);
  draft.text = ++contents_;
  drafts_[number] = std::move(draft);
}

std::string Mailboxes::write(Who by, int number, std::vector<Who> to,
                             std::optional<domain::Date> confirm_by) {
  const auto& account = accounts_.at(by);
  if (account.annulled) return kAnnulled;
  if (!account.active) return kNotActive;
  make(by, number, std::move(to));
  drafts_.at(number).confirm_by = confirm_by;
  return "";
}

std::string Mailboxes::save(int number, std::vector<Who> to) {
  if (auto against = obstacle_to_writing(number); !against.empty()) return against;
  auto& draft = drafts_.at(number);
  draft.to = std::move(to);
  draft.confirm_by.reset();
  draft.text = ++contents_;
  draft.kept.keeping = domain::mail::keeping_from(now_);
  return "";
}

std::string Mailboxes::attach(int number) {
  if (auto against = obstacle_to_writing(number); !against.empty()) return against;
  auto& draft = drafts_.at(number);
  draft.attachments.insert(++contents_);
  draft.kept.keeping = domain::mail::keeping_from(now_);
  return "";
}

std::string Mailboxes::send(int number) {
  if (auto against = obstacle_to_writing(number); !against.empty()) return against;
  auto& draft = drafts_.at(number);
  if (std::ranges::find(draft.to, draft.owner) != draft.to.end()) return "mail.recipient_is_sender";
  if (draft.to.empty()) return "mail.no_recipients";
  if (draft.confirm_by && *draft.confirm_by < domain::riga_date(now_)) return "mail.confirm_by_past";
  draft.sent = true;
  for (const auto to : draft.to) {
    Message message;
    message.sender = draft.owner;
    message.sent = {Lies::in_its_folder, domain::mail::keeping_from(now_)};
    messages_[{number, to}] = std::move(message);
  }
  return "";
}

std::string Mailboxes::remove(const Thing& thing) {
  if (auto against = obstacle(thing, "delete"); !against.empty()) return against;
  if (receipt_is_open(thing)) return "mail.receipt_pending";
  kept(thing).lies = Lies::in_deleted;
  see(thing, owner_of(thing));
  return "";
}

std::string Mailboxes::restore(const Thing& thing) {
  if (auto against = obstacle(thing, "restore"); !against.empty()) return against;
  if (last_days_have_begun(kept(thing), now_)) return "mail.last_days";
  kept(thing).lies = Lies::in_its_folder;
  see(thing, owner_of(thing));
  return "";
}

// What is asked of an open draft is that its making be cancelled (MAIL-07).
std::string Mailboxes::destroy(const Thing& thing) {
  const bool cancels = !thing.message && kept(thing).lies == Lies::in_its_folder;
  if (auto against = obstacle(thing, cancels ? "edit" : "destroy"); !against.empty()) return against;
  kept(thing).lies = Lies::destroyed;
  return "";
}

std::string Mailboxes::confirm(const Thing& thing) {
  if (auto against = obstacle(thing, "confirm"); !against.empty()) return against;
  auto& message = messages_.at(*thing.message);
  if (message.receipt != Receipt::open && message.receipt != Receipt::confirmed)
    return "mail.receipt_concluded";
  message.receipt = Receipt::confirmed;
  see(thing, owner_of(thing));
  return "";
}

std::string Mailboxes::refuse(const Thing& thing) {
  if (auto against = obstacle(thing, "refuse"); !against.empty()) return against;
  auto& message = messages_.at(*thing.message);
  if (message.receipt != Receipt::open && message.receipt != Receipt::refused)
    return "mail.receipt_concluded";
  message.receipt = Receipt::refused;
  see(thing, owner_of(thing));
  return "";
}

std::string Mailboxes::reply(const Thing& thing, int number) {
  if (auto against = obstacle(thing, "reply"); !against.empty()) return against;
  make(owner_of(thing), number, {messages_.at(*thing.message).sender});
  see(thing, owner_of(thing));
  return "";
}

std::string Mailboxes::forward(const Thing& thing, int number) {
  if (auto against = obstacle(thing, "forward"); !against.empty()) return against;
  make(owner_of(thing), number, {});
  drafts_.at(number).attachments = drafts_.at(thing.draft).attachments;
  see(thing, owner_of(thing));
  return "";
}

std::string Mailboxes::open(const Thing& thing, Who by) {
  if (accounts_.at(owner_of(thing)).annulled) return kAnnulled;
  if (kept(thing).lies == Lies::destroyed) return kDestroyed;
  see(thing, by);
  return "";
}

std::string Mailboxes::switch_account(Who who, bool active) {
  auto& account = accounts_.at(who);
  if (account.annulled) return kAnnulled;
  if (account.active == active) return "";
  const auto by_owner = is_natural(who);
  if (by_owner && account.switched_at &&
      now_.microseconds - account.switched_at->microseconds < 86'400'000'000)
    return "accounts.switched_recently";
  account.active = active;
  if (by_owner) account.switched_at = now_;
  return "";
}

std::string Mailboxes::grant_reading(Who owner, Who reader) {
  auto& account = accounts_.at(owner);
  if (account.annulled) return kAnnulled;
  if (!account.active) return "rights.account_not_active";
  account.readers.insert(reader);
  return "";
}

std::string Mailboxes::revoke_reading(Who owner, Who reader) {
  auto& account = accounts_.at(owner);
  if (account.annulled) return kAnnulled;
  account.readers.erase(reader);
  // Who comes back begins with nothing unread.
  for (auto& [name, message] : messages_)
    if (name.to == owner && reader != owner) message.unread_by.erase(reader);
  return "";
}

void Mailboxes::annul(Who who) { accounts_.at(who).annulled = true; }

std::string Mailboxes::failure_of(Who from, Who to) const {
  if (is_natural(from) && is_natural(to)) return "not_allowed";
  if (to == Who::nobody) return "recipient_unknown";
  if (accounts_.at(to).annulled) return "annulled";
  return accounts_.at(to).active ? "" : "inactive";
}

void Mailboxes::deliver(const MessageName& name, Message& message) {
  message.failure = failure_of(message.sender, name.to);
  message.sending_status = message.failure.empty() ? "sent" : "failed";
  if (!message.failure.empty()) return;
  message.received = {Lies::in_its_folder, domain::mail::keeping_from(now_)};
  message.confirmation = domain::mail::confirmation_deadline(drafts_.at(name.draft).confirm_by, now_);
  message.unread_by = accounts_.at(name.to).readers;
  message.unread_by.insert(name.to);
}

void Mailboxes::keep_term(Kept& what) const {
  if (what.lies == Lies::nowhere) return;
  if (last_days_have_begun(what, now_) && what.lies == Lies::in_its_folder) what.lies = Lies::in_deleted;
  if (now_ >= what.keeping.due) what.lies = Lies::destroyed;
}

void Mailboxes::turn(std::chrono::microseconds by) {
  now_.microseconds += by.count();
  for (auto& [name, message] : messages_) {
    if (message.sending_status == "processing") deliver(name, message);
    if (message.sending_status == "sent" && message.receipt == Receipt::open &&
        now_ >= message.confirmation.due)
      message.receipt = Receipt::missed;
    keep_term(message.sent);
    keep_term(message.received);
  }
  for (auto& [number, draft] : drafts_)
    if (!draft.sent) keep_term(draft.kept);
}

bool Mailboxes::is_timely(const Thing& thing, const std::string& action) const {
  if (action == "confirm" || action == "refuse") return receipt_is_open(thing);
  if (action == "delete") return !receipt_is_open(thing);
  if (action == "restore") return !last_days_have_begun(kept(thing), now_);
  return true;
}

std::set<std::string> Mailboxes::actions_on(const Thing& thing, Who by) const {
  Actions actions;
  for (const auto& action : kAllowed.at(folder_of(thing))) {
    const bool granted = by == owner_of(thing) || kByReaders.contains(action);
    if (granted && obstacle(thing, action).empty() && is_timely(thing, action)) actions.insert(action);
  }
  return actions;
}

std::string Mailboxes::row_of(const Thing& thing, Who person) const {
  const auto& draft = drafts_.at(thing.draft);
  auto row =
      fmt::format("{}: {}, {} attachments", name_of(thing), folder_of(thing), draft.attachments.size());
  if (!thing.message) return row;
  const auto& message = messages_.at(*thing.message);
  if (thing.side == Side::sent) row += fmt::format(", {}{}", message.sending_status, message.failure);
  row += ", " + word_of(message.receipt);
  const bool unread = thing.side == Side::received && message.unread_by.contains(person) &&
                      message.received.lies == Lies::in_its_folder;
  return unread ? row + ", unread" : row;
}

std::vector<std::string> Mailboxes::rows_of(Who account, Who person) const {
  std::vector<std::string> rows;
  for (const auto& thing : things())
    if (owner_of(thing) == account && kept(thing).lies != Lies::destroyed)
      rows.push_back(row_of(thing, person));
  std::ranges::sort(rows);
  return rows;
}

std::size_t Mailboxes::unread_by(Who account, Who person) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      rows_of(account, person), [](const std::string& row) { return row.ends_with(", unread"); }));
}

std::size_t Mailboxes::contents_alive() const {
  std::set<int> alive;
  for (const auto& [number, draft] : drafts_) {
    if (is_gone(number)) continue;
    alive.insert(draft.text);
    alive.insert(draft.attachments.begin(), draft.attachments.end());
  }
  return alive.size();
}

}  // namespace vesture::api::model
