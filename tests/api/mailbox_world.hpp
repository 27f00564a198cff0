// The portal that the mailbox's model is held against: the same four parties over HTTP, and what each of them is shown.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/api/mailbox_model.hpp"
#include "tests/api/portal_fixture.hpp"

namespace vesture::api {

// Four new accounts on a portal that other worlds may be on too.
class MailboxWorld {
 public:
  using Who = model::Who;
  using Thing = model::Thing;

  explicit MailboxWorld(ServedPortal&);

  // Each gives the code of the refusal, "" where it succeeded.
  std::string write(Who by, int draft, const std::vector<Who>& to, std::optional<domain::Date> confirm_by);
  std::string save(Who by, int draft, const std::vector<Who>& to);
  std::string attach(Who by, int draft);
  std::string send(Who by, int draft);
  std::string act(Who by, Who account, const Thing&, const std::string& action);   // POST …/<action>
  std::string answer(Who by, const Thing&, const std::string& action, int draft);  // reply, forward
  std::string destroy(Who by, Who account, const Thing&);
  // And what may be done with it, where it succeeded.
  std::pair<std::string, std::set<std::string>> open(Who by, Who account, const Thing&);
  std::string switch_account(Who, bool active);
  std::string grant_reading(Who owner, Who reader);
  std::string revoke_reading(Who owner, Who reader);
  void annul(Who);
  void turn(std::chrono::microseconds);

  // As the model tells them.
  std::vector<std::string> rows_of(Who account, Who person);
  std::size_t unread_by(Who account, Who person);
  std::size_t contents_alive();

  domain::Instant now() const { return portal_.clock.now(); }

 private:
  struct Party {
    Visitor visitor;
    std::string e_address;
    std::string account;
    std::string person;
  };
  Party person(const std::string& name);
  Party entity(const std::string& kind);
  std::string next_code();
  Party& party(Who who) { return parties_.at(who); }
  const std::string& e_address_of(Who) const;
  boost::json::object body_of(const std::vector<Who>& to, std::optional<domain::Date> confirm_by);
  std::string mail_of(Who account) { return "/v1/accounts/" + party(account).account + "/messages"; }
  std::string path_of(Who account, const Thing&);
  Said get(Who by, const std::string& path);  // of views that have all that the log has
  void know(const std::string& id, const Thing&);

  ServedPortal& portal_;
  Visitor clerk_;
  Visitor administrator_;
  std::map<Who, Party> parties_;
  const std::string nobody_;
  std::map<Thing, std::string> ids_;
  std::map<std::string, int> drafts_;                   // by id
  std::map<std::string, model::MessageName> messages_;  // by id
  std::map<std::pair<Who, Who>, std::string> rights_;   // of owner and reader
  std::vector<domain::ContentId> contents_;
  std::uint64_t contents_read_to_;
  int letters_ = 0;
};

}  // namespace vesture::api
