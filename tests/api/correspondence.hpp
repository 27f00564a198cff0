// People, companies and institutions who write to each other, on a whole portal but not over HTTP: what they do is decided
// on the log at once, and what the clock does by the portal's errands.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/accounts/account.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "domain/notifications/topics.hpp"
#include "tests/api/portal_fixture.hpp"

namespace vesture::api {

struct Party {
  domain::AccountId account;
  domain::PersonId person;  // the owner, or a user
  std::string e_address;
};

class Correspondence : public testing::Test {
 protected:
  explicit Correspondence(ServedPortal::Adjust adjust = {}) : portal(std::move(adjust)) {}

  const Backend& backend() { return portal.portal().backend(); }

  Party person(const std::string& code, const std::string& name, bool active = true);
  Party entity(const std::string& code, const std::string& name,
               domain::accounts::AccountKind kind = domain::accounts::AccountKind::legal);
  void switch_account(const Party&, bool active);
  void annul(const Party&);

  domain::DraftId write(const Party& from, const std::vector<std::string>& to,
                        const std::string& subject = "Par tikšanos",
                        std::optional<domain::Date> confirm_by = std::nullopt);
  // Gives a message for each recipient; on its way, until time is kept.
  std::vector<domain::MessageId> send(const Party& from, domain::DraftId);
  // Written, sent and dealt with.
  domain::MessageId mail(const Party& from, const Party& to, const std::string& subject = "Par tikšanos");

  void on_message(const Party&, domain::MessageId, const domain::mail::MessageCommand&);
  void on_copy(const Party&, domain::mail::Side, domain::MessageId, const domain::mail::CopyCommand&);
  void on_draft(const Party&, domain::DraftId, const domain::mail::DraftCommand&);

  void keep_time() { portal.portal().keep_time(); }
  void keep_time_at(domain::Instant at);
  void keep_time_at(std::string_view utc);  // "2026-03-02T08:00:00"

  template <class Aggregate>
  typename Aggregate::State state(const typename Aggregate::Id& id) {
    Unit unit(backend().log, backend().cipher, backend().now());
    return unit.load<Aggregate>(id);
  }
  domain::mail::MessageState message(domain::MessageId id) { return state<domain::mail::Message>(id); }
  domain::mail::CopyState sent_copy(domain::MessageId id);
  domain::mail::CopyState received_copy(domain::MessageId id);
  // The reason for which it failed; "" where it did not.
  std::string failure_of(domain::MessageId);
  // Of what was written, whether or not the draft is gone.
  domain::ContentId text_of(domain::DraftId);
  bool vault_has(domain::ContentId);
  // Topics of what the account was told, in the order of the log.
  std::vector<std::string> told(const Party&);
  std::size_t commits_of(std::string_view command);

  ServedPortal portal;

 private:
  using Decide = std::function<Result<void>(Unit&)>;
  void commit(domain::AccountId, const Decide&);
  domain::files::StoredContent store(const domain::ContentId&, const std::string& bytes);
};

}  // namespace vesture::api
