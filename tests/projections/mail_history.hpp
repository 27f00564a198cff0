// Mailboxes' histories for the tests of views: what people do is decided by the aggregates, on a clock that the test turns,
// with contents that it can destroy.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/accounts/account.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "eventstore/execution.hpp"
#include "eventstore/keyring.hpp"
#include "eventstore/log/log.hpp"
#include "projections/common/contents.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::projections {

using Unit = eventstore::UnitOfWork<domain::Cipher, domain::Instant>;

// Who acts, and for which account.
struct Acting {
  domain::AccountId account;
  domain::PersonId person;
};

struct Letter {
  std::string subject = {};
  std::string plain = {};
  std::vector<std::string> recipients = {};
  std::optional<domain::mail::Thread> thread = {};
};

class MailHistory {
 public:
  MailHistory();

  eventstore::Log& log() { return *log_; }
  const domain::Cipher& cipher() const { return cipher_; }
  // As long as they are there.
  Contents contents() const;
  void lose_contents() { texts_.clear(); }
  void spoil_contents() {
    for (auto& [id, bytes] : texts_) bytes = "no text";
  }

  domain::Instant now{1'767'225'600'000'000};
  void turn(std::int64_t seconds) { now.microseconds += seconds * 1'000'000; }

  // One commit.
  void act(const Acting&, const std::string& command, const std::function<void(Unit&)>& what);
  template <class Aggregate>
  void decide(const Acting& who, const typename Aggregate::Id& id,
              const typename Aggregate::Command& command) {
    act(who, "test.decide", [&](Unit& unit) { must_decide<Aggregate>(unit, id, command); });
  }
  template <class Aggregate>
  static void must_decide(Unit& unit, const typename Aggregate::Id& id,
                          const typename Aggregate::Command& command) {
    const auto decision = unit.decide<Aggregate>(id, command);
    if (!decision) throw std::logic_error(std::string(decision.error().code));
  }

  Acting open_person(const std::string& name, const std::string& code);
  Acting open_legal_entity(const std::string& name, const std::string& code);
  // With all rights in the account.
  Acting add_user(const Acting& to);

  domain::DraftId write(const Acting&, const Letter&);
  void save(const Acting&, domain::DraftId, const Letter&);
  void attach(const Acting&, domain::DraftId, const std::string& name);
  // One for each recipient.
  std::vector<domain::MessageId> send(const Acting&, domain::DraftId);
  domain::MessageId send_one(const Acting& from, const std::string& to, Letter);
  void deliver(domain::MessageId, const Acting& to, const std::string& name);
  void fail(domain::MessageId, const Acting& from, domain::mail::FailureReason);
  void look(const Acting&, domain::MessageId);
  void remove(const Acting&, domain::mail::Side, domain::MessageId);
  void restore(const Acting&, domain::mail::Side, domain::MessageId);
  void destroy(const Acting&, domain::mail::Side, domain::MessageId);

  template <class Id>
  Id mint() {
    return {domain::uuid_v7(now.microseconds / 1000,
                            {static_cast<std::uint8_t>(++minted_ >> 8), static_cast<std::uint8_t>(minted_)})};
  }

 private:
  domain::files::StoredContent store(const std::string& bytes);

  eventstore::ScratchDirectory directory_;
  std::unique_ptr<eventstore::Keyring> keyring_;
  domain::Cipher cipher_;
  std::unique_ptr<eventstore::Log> log_;
  std::map<domain::ContentId, std::string> texts_;
  std::uint32_t minted_ = 0;
};

}  // namespace vesture::projections
