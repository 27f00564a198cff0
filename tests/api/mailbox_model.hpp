// The mailbox once more, in as few words as its rules take: what four parties write to each other, what they do with it
// and what becomes of it. Each act gives the code with which it must be refused, "" where it must succeed, and then
// changes the model as it must change the portal.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/common/calendar.hpp"
#include "domain/mail/copy.hpp"

namespace vesture::api::model {

// Each is an account, and the person who acts for it. Nobody is an e-address that no account has.
enum class Who { anna, boriss, company, institution, nobody };
inline constexpr std::array kParties{Who::anna, Who::boriss, Who::company, Who::institution};
constexpr bool is_natural(Who who) { return who == Who::anna || who == Who::boriss || who == Who::nobody; }
std::string name_of(Who);

using Side = domain::mail::Side;

// One message to one recipient. A draft keeps its number whatever else is left out of a story.
struct MessageName {
  int draft = 0;
  Who to{};
  auto operator<=>(const MessageName&) const = default;
};
// What lies in an account's mailbox: a draft, or its copy of a message.
struct Thing {
  int draft = 0;
  std::optional<MessageName> message = {};
  Side side{};  // of a message

  auto operator<=>(const Thing&) const = default;
};
std::string name_of(const Thing&);  // "draft 3", "message 3 to the company (sent)"

struct Account {
  bool active = true;
  bool annulled = false;
  std::optional<domain::Instant> switched_at;  // by the owner, the last time
  std::set<Who> readers;
};

enum class Lies { nowhere, in_its_folder, in_deleted, destroyed };

struct Kept {
  Lies lies = Lies::nowhere;
  domain::Deadline keeping;
};

struct Draft {
  Who owner{};
  Kept kept;
  bool sent = false;
  std::vector<Who> to;
  std::optional<domain::Date> confirm_by;
  std::set<int> attachments;
  int text = 0;
};

enum class Receipt { open, confirmed, refused, missed };

struct Message {
  Who sender{};
  std::string sending_status = "processing";
  std::string failure;
  Receipt receipt = Receipt::open;
  domain::Deadline confirmation;
  Kept sent;
  Kept received;
  std::set<Who> unread_by;
};

class Mailboxes {
 public:
  // Every account is active; people have just activated theirs.
  explicit Mailboxes(domain::Instant at);

  // Acts; `by` is the party whose person acts.
  std::string write(Who by, int draft, std::vector<Who> to, std::optional<domain::Date> confirm_by);
  std::string save(int draft, std::vector<Who> to);
  std::string attach(int draft);
  std::string send(int draft);
  std::string remove(const Thing&);
  std::string restore(const Thing&);
  std::string destroy(const Thing&);
  std::string confirm(const Thing&);
  std::string refuse(const Thing&);
  std::string reply(const Thing&, int draft);
  std::string forward(const Thing&, int draft);
  std::string open(const Thing&, Who by);
  std::string switch_account(Who, bool active);
  std::string grant_reading(Who owner, Who reader);
  std::string revoke_reading(Who owner, Who reader);
  void annul(Who);
  void turn(std::chrono::microseconds);  // the clock; what is due is done

  domain::Instant now() const { return now_; }
  Who owner_of(const Thing&) const;
  bool has(const Thing&) const;
  bool is_destroyed(const Thing& thing) const { return kept(thing).lies == Lies::destroyed; }
  bool has_draft(int draft) const { return drafts_.contains(draft); }
  std::vector<Thing> things() const;  // that were ever there, but for drafts that were sent
  std::vector<int> drafts() const;
  const Account& account(Who who) const { return accounts_.at(who); }
  bool may_read(Who account, Who person) const;

  // As a list shows it, in the order of names: "draft 3: drafts, 2 attachments".
  std::vector<std::string> rows_of(Who account, Who person) const;
  std::size_t unread_by(Who account, Who person) const;
  std::set<std::string> actions_on(const Thing&, Who by) const;
  std::size_t contents_alive() const;

 private:
  Kept& kept(const Thing&);
  const Kept& kept(const Thing&) const;
  std::string folder_of(const Thing&) const;
  std::string obstacle(const Thing&, const std::string& action) const;
  std::string obstacle_to_writing(int draft) const;
  bool receipt_is_open(const Thing&) const;
  bool is_timely(const Thing&, const std::string& action) const;
  bool is_gone(int draft) const;
  void see(const Thing&, Who by);
  void make(Who by, int draft, std::vector<Who> to);
  void deliver(const MessageName&, Message&);
  std::string failure_of(Who from, Who to) const;
  void keep_term(Kept&) const;
  std::string row_of(const Thing&, Who person) const;

  domain::Instant now_;
  std::map<Who, Account> accounts_;
  std::map<int, Draft> drafts_;
  std::map<MessageName, Message> messages_;
  int contents_ = 0;
};

}  // namespace vesture::api::model
