#include "api/errands/identity.hpp"

#include <spdlog/spdlog.h>

#include <map>
#include <string>

#include "api/errands/growing_pause.hpp"
#include "api/errands/register_changes.hpp"
#include "api/nfc.hpp"
#include "api/system_commit.hpp"
#include "domain/accounts/account.hpp"
#include "domain/accounts/register_feed.hpp"

namespace vesture::api {

namespace {

namespace agenda = projections::agenda;
namespace accounts = domain::accounts;

struct Question {
  std::string code;
  std::uint64_t last_change = 0;  // of the register, that was taken before it was asked
};

accounts::AccountCommand command_of(const std::optional<Identity>& told) {
  if (!told) return accounts::NoteIdentityNotFound{};
  const auto born = told->date_of_birth ? to_string(*told->date_of_birth) : std::string();
  return accounts::UpdateIdentity{to_nfc(told->name), born};
}

class Identities final : public Errands {
 public:
  Identities(const Backend& backend, Register& registers) : backend_(backend), register_(registers) {}

  agenda::Errand kind() const override { return agenda::Errand::identity; }

  // One answer that is none holds up nobody else's.
  void run(std::span<const agenda::Entry> due, const std::stop_token& stop) override {
    for (const auto& entry : due) {
      const auto now = backend_.now();
      if (stop.stop_requested() || pause_.holds(now)) return;
      if (const auto waits = waiting_.find(entry.id); waits != waiting_.end() && waits->second.holds(now))
        continue;
      look_up(entry, stop);
    }
  }

 private:
  void look_up(const agenda::Entry& entry, const std::stop_token& stop) {
    const domain::AccountId id{entry.id};
    const auto question = question_of(id);
    if (!question) return;
    const auto told = register_.identity(question->code, stop);
    if (!told) return note_fault(id, told.error());
    pause_.worked();
    waiting_.erase(entry.id);
    const SystemAct act{"accounts.look_up_identity", entry.cause,
                        [&](Unit& unit) { return note(unit, id, *question, *told); }};
    commit_by_system(backend_, {&act, 1});
  }

  void note_fault(domain::AccountId id, const RegisterFault& fault) {
    const bool of_answer = fault.of == RegisterFault::Of::answer;
    (of_answer ? waiting_[id.uuid] : pause_).failed(backend_.now());
    spdlog::warn("the register does not say who account {} is: {}", to_string(id), fault.why);
  }

  // nullopt where there is nothing to ask: the agenda may lag.
  std::optional<Question> question_of(domain::AccountId id) {
    Unit unit = backend_.begin();
    const auto* account = live_account(unit, id);
    if (!account || account->register_asked || account->code.text.empty()) return std::nullopt;
    return Question{account->code.text, last_taken()};
  }

  // An answer from before a change that was taken meanwhile says less than is known: the register is asked again.
  static Result<domain::AccountId> note(Unit& unit, domain::AccountId id, const Question& question,
                                        const std::optional<Identity>& told) {
    if (unit.load<accounts::TakenChange>(question.last_change + 1).taken) return id;
    if (const auto decided = decide<accounts::Account>(unit, id, command_of(told)); !decided)
      return std::unexpected(decided.error());
    return id;
  }

  std::uint64_t last_taken() { return last_taken_ = last_change_taken(backend_.log, last_taken_); }

  const Backend& backend_;
  Register& register_;
  GrowingPause pause_;                            // of the register
  std::map<domain::Uuid, GrowingPause> waiting_;  // of accounts
  std::uint64_t last_taken_ = 0;
};

}  // namespace

std::unique_ptr<Errands> identity_errands(const Backend& backend, Register& registers) {
  return std::make_unique<Identities>(backend, registers);
}

}  // namespace vesture::api
