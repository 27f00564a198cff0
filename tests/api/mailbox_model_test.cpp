// Random stories of a mailbox: whatever four parties do, and however the clock turns, the portal shows each of them what the
// model says: what lies in which folder, what became of it, what is unread, what may be done; and the vault holds the
// contents of what someone still has, and no other.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include <chrono>
#include <memory>
#include <sstream>

#include "tests/api/mailbox_world.hpp"

namespace vesture::api {
namespace {

using model::kParties;
using model::Mailboxes;
using model::Side;
using model::Thing;
using model::Who;
using namespace std::chrono_literals;

using Command = rc::state::Command<Mailboxes, MailboxWorld>;

void expect_same_code(const std::string& expected, const std::string& came) {
  if (expected != came) RC_FAIL(fmt::format("expected \"{}\", the portal said \"{}\"", expected, came));
}

void expect_same_rows(const Mailboxes& expected, MailboxWorld& world, Who account, Who person) {
  if (!expected.may_read(account, person)) return;
  const auto rows = expected.rows_of(account, person);
  const auto shown = world.rows_of(account, person);
  if (rows != shown)
    RC_FAIL(fmt::format("{}'s mailbox, to {}\nexpected\n  {}\nshown\n  {}", name_of(account), name_of(person),
                        fmt::join(rows, "\n  "), fmt::join(shown, "\n  ")));
}

void expect_all_the_same(const Mailboxes& expected, MailboxWorld& world) {
  for (const auto account : kParties)
    for (const auto person : kParties) {
      expect_same_rows(expected, world, account, person);
      if (expected.may_read(account, person))
        RC_ASSERT(world.unread_by(account, person) == expected.unread_by(account, person));
    }
  RC_ASSERT(world.contents_alive() == expected.contents_alive());
}

// A new draft's number: the same whatever is left out before it.
int new_draft(const Mailboxes& model) { return model.drafts().empty() ? 1 : model.drafts().back() + 1; }

std::vector<Who> any_recipients() {
  std::vector<Who> all;
  for (const auto who : {Who::anna, Who::boriss, Who::company, Who::institution, Who::nobody})
    if (*rc::gen::inRange(0, 3) == 0) all.push_back(who);
  return all;
}

std::string names_of(const std::vector<Who>& all) {
  std::vector<std::string> names;
  for (const auto who : all) names.push_back(name_of(who));
  return names.empty() ? "nobody yet" : fmt::format("{}", fmt::join(names, ", "));
}

// A command that does one thing in the model and in the portal, which must say the same.
class Act : public Command {
 public:
  void apply(Mailboxes& model) const override { (void)in_model(model); }
  void run(const Mailboxes& before, MailboxWorld& world) const override {
    auto after = before;
    const auto expected = in_model(after);
    expect_same_code(expected, in_portal(before, world));
    expect_same_rows(after, world, account(before), account(before));
  }
  void show(std::ostream& out) const override { out << sentence(); }

 protected:
  virtual std::string in_model(Mailboxes&) const = 0;
  virtual std::string in_portal(const Mailboxes& before, MailboxWorld&) const = 0;
  virtual Who account(const Mailboxes& before) const = 0;
  virtual std::string sentence() const = 0;
};

class Write : public Act {
 public:
  explicit Write(const Mailboxes& model) : draft_(new_draft(model)) {
    if (*rc::gen::inRange(0, 4) == 0)
      confirm_by_ = domain::Date{domain::riga_date(model.now()).days + *rc::gen::inRange(0, 40)};
  }
  void checkPreconditions(const Mailboxes& model) const override { RC_PRE(!model.has_draft(draft_)); }

 private:
  std::string in_model(Mailboxes& model) const override { return model.write(by_, draft_, to_, day(model)); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.write(by_, draft_, to_, day(before));
  }
  Who account(const Mailboxes&) const override { return by_; }
  std::string sentence() const override {
    return fmt::format("{} writes draft {} to {}{}", name_of(by_), draft_, names_of(to_),
                       confirm_by_ ? ", to be confirmed by " + to_string(*confirm_by_) : "");
  }
  // A day that has passed, or is far ahead, where the story was shortened is none.
  std::optional<domain::Date> day(const Mailboxes& model) const {
    if (!confirm_by_) return std::nullopt;
    const auto ahead = confirm_by_->days - domain::riga_date(model.now()).days;
    return ahead < 0 || ahead > 300 ? std::nullopt : confirm_by_;
  }

  const int draft_;
  const Who by_ = *rc::gen::elementOf(kParties);
  const std::vector<Who> to_ = any_recipients();
  std::optional<domain::Date> confirm_by_;
};

class OnDraft : public Act {
 public:
  explicit OnDraft(const Mailboxes& model) {
    const auto drafts = model.drafts();
    if (!drafts.empty()) draft_ = *rc::gen::elementOf(drafts);
  }
  void checkPreconditions(const Mailboxes& model) const override { RC_PRE(model.has_draft(draft_)); }

 protected:
  Who account(const Mailboxes& before) const override { return before.owner_of({draft_}); }
  int draft_ = 0;
};

class Save : public OnDraft {
 public:
  using OnDraft::OnDraft;

 private:
  std::string in_model(Mailboxes& model) const override { return model.save(draft_, to_); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.save(account(before), draft_, to_);
  }
  std::string sentence() const override {
    return fmt::format("draft {} is saved, to {}", draft_, names_of(to_));
  }
  const std::vector<Who> to_ = any_recipients();
};

class Attach : public OnDraft {
 public:
  using OnDraft::OnDraft;

 private:
  std::string in_model(Mailboxes& model) const override { return model.attach(draft_); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.attach(account(before), draft_);
  }
  std::string sentence() const override { return fmt::format("a file is attached to draft {}", draft_); }
};

class Send : public OnDraft {
 public:
  using OnDraft::OnDraft;

 private:
  std::string in_model(Mailboxes& model) const override { return model.send(draft_); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.send(account(before), draft_);
  }
  std::string sentence() const override { return fmt::format("draft {} is sent", draft_); }
};

class OnThing : public Act {
 public:
  explicit OnThing(const Mailboxes& model) {
    auto things = model.things();
    // Most acts are on what is still there.
    if (*rc::gen::inRange(0, 10) > 0)
      std::erase_if(things, [&](const Thing& thing) { return model.is_destroyed(thing); });
    if (!things.empty()) thing_ = *rc::gen::elementOf(things);
  }
  void checkPreconditions(const Mailboxes& model) const override { RC_PRE(model.has(thing_)); }

 protected:
  Who account(const Mailboxes& before) const override { return before.owner_of(thing_); }
  Thing thing_;
};

// What is done with a thing by a POST that has its name.
template <std::string (Mailboxes::*Do)(const Thing&)>
class DoWith : public OnThing {
 public:
  DoWith(const Mailboxes& model, std::string action) : OnThing(model), action_(std::move(action)) {}

 private:
  std::string in_model(Mailboxes& model) const override { return (model.*Do)(thing_); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.act(account(before), account(before), thing_, action_);
  }
  std::string sentence() const override { return fmt::format("{}: {}", name_of(thing_), action_); }
  const std::string action_;
};

struct Delete : DoWith<&Mailboxes::remove> {
  explicit Delete(const Mailboxes& model) : DoWith(model, "delete") {}
};
struct Restore : DoWith<&Mailboxes::restore> {
  explicit Restore(const Mailboxes& model) : DoWith(model, "restore") {}
};
struct Confirm : DoWith<&Mailboxes::confirm> {
  explicit Confirm(const Mailboxes& model) : DoWith(model, "confirm") {}
};
struct Refuse : DoWith<&Mailboxes::refuse> {
  explicit Refuse(const Mailboxes& model) : DoWith(model, "refuse") {}
};

class Destroy : public OnThing {
 public:
  using OnThing::OnThing;

 private:
  std::string in_model(Mailboxes& model) const override { return model.destroy(thing_); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.destroy(account(before), account(before), thing_);
  }
  std::string sentence() const override { return fmt::format("{}: deleted for good", name_of(thing_)); }
};

template <std::string (Mailboxes::*Answer)(const Thing&, int)>
class AnswerWith : public OnThing {
 public:
  AnswerWith(const Mailboxes& model, std::string action)
      : OnThing(model), draft_(new_draft(model)), action_(std::move(action)) {}
  void checkPreconditions(const Mailboxes& model) const override {
    OnThing::checkPreconditions(model);
    RC_PRE(!model.has_draft(draft_));
  }

 private:
  std::string in_model(Mailboxes& model) const override { return (model.*Answer)(thing_, draft_); }
  std::string in_portal(const Mailboxes& before, MailboxWorld& world) const override {
    return world.answer(account(before), thing_, action_, draft_);
  }
  std::string sentence() const override {
    return fmt::format("{}: {}, as draft {}", name_of(thing_), action_, draft_);
  }
  const int draft_;
  const std::string action_;
};

struct Reply : AnswerWith<&Mailboxes::reply> {
  explicit Reply(const Mailboxes& model) : AnswerWith(model, "reply") {}
};
struct Forward : AnswerWith<&Mailboxes::forward> {
  explicit Forward(const Mailboxes& model) : AnswerWith(model, "forward") {}
};

// By whoever may read it; and a reader who tries more is refused.
class Open : public OnThing {
 public:
  using OnThing::OnThing;
  void checkPreconditions(const Mailboxes& model) const override {
    OnThing::checkPreconditions(model);
    RC_PRE(model.may_read(account(model), reader(model)));
  }
  void run(const Mailboxes& before, MailboxWorld& world) const override {
    auto after = before;
    const auto by = reader(before);
    const auto expected = after.open(thing_, by);
    const auto [came, actions] = world.open(by, account(before), thing_);
    expect_same_code(expected, came);
    if (expected.empty()) RC_ASSERT(actions == after.actions_on(thing_, by));
    if (by != account(before))
      expect_same_code("rights.not_granted", world.act(by, account(before), thing_, "delete"));
    expect_same_rows(after, world, account(before), by);
  }

 private:
  std::string in_model(Mailboxes& model) const override { return model.open(thing_, reader(model)); }
  std::string in_portal(const Mailboxes&, MailboxWorld&) const override { return ""; }
  std::string sentence() const override {
    return fmt::format("{}: opened{}", name_of(thing_), by_reader_ ? " by a reader" : "");
  }
  Who reader(const Mailboxes& model) const {
    const auto& readers = model.account(account(model)).readers;
    return by_reader_ && !readers.empty() ? *readers.begin() : account(model);
  }
  const bool by_reader_ = *rc::gen::arbitrary<bool>();
};

class Switch : public Act {
 public:
  explicit Switch(const Mailboxes&) {}

 private:
  std::string in_model(Mailboxes& model) const override { return model.switch_account(who_, active_); }
  std::string in_portal(const Mailboxes&, MailboxWorld& world) const override {
    return world.switch_account(who_, active_);
  }
  Who account(const Mailboxes&) const override { return who_; }
  std::string sentence() const override {
    return fmt::format("{}'s account is {}", name_of(who_), active_ ? "activated" : "deactivated");
  }
  const Who who_ = *rc::gen::elementOf(kParties);
  const bool active_ = *rc::gen::weightedElement<bool>({{2, true}, {1, false}});
};

class ChangeReader : public Act {
 public:
  explicit ChangeReader(const Mailboxes&) {}
  void checkPreconditions(const Mailboxes& model) const override {
    RC_PRE(granted_ || model.account(owner_).readers.contains(reader_));
  }

 private:
  std::string in_model(Mailboxes& model) const override {
    return granted_ ? model.grant_reading(owner_, reader_) : model.revoke_reading(owner_, reader_);
  }
  std::string in_portal(const Mailboxes&, MailboxWorld& world) const override {
    return granted_ ? world.grant_reading(owner_, reader_) : world.revoke_reading(owner_, reader_);
  }
  Who account(const Mailboxes&) const override { return owner_; }
  std::string sentence() const override {
    return fmt::format("{} {} the right to read", name_of(owner_),
                       (granted_ ? "gives " : "takes from ") + name_of(reader_));
  }
  const bool granted_ = *rc::gen::weightedElement<bool>({{3, true}, {1, false}});
  const Who owner_ = *rc::gen::element(Who::anna, Who::boriss);
  const Who reader_ = owner_ == Who::anna ? Who::boriss : Who::anna;
};

// Seldom: an account that is annulled takes no part any more.
class Annul : public Act {
 public:
  explicit Annul(const Mailboxes&) {}
  void checkPreconditions(const Mailboxes& model) const override {
    RC_PRE(seldom_ == 0 && !model.account(who_).annulled);
  }

 private:
  std::string in_model(Mailboxes& model) const override {
    model.annul(who_);
    return "";
  }
  std::string in_portal(const Mailboxes&, MailboxWorld& world) const override {
    world.annul(who_);
    return "";
  }
  Who account(const Mailboxes&) const override { return who_; }
  std::string sentence() const override { return fmt::format("{}'s e-address is annulled", name_of(who_)); }
  const int seldom_ = *rc::gen::inRange(0, 40);
  const Who who_ = *rc::gen::elementOf(kParties);
};

class Turn : public Command {
 public:
  void apply(Mailboxes& model) const override { model.turn(by_); }
  void run(const Mailboxes& before, MailboxWorld& world) const override {
    auto after = before;
    after.turn(by_);
    world.turn(by_);
    expect_all_the_same(after, world);
  }
  void show(std::ostream& out) const override {
    out << "time passes: " << std::chrono::duration_cast<std::chrono::minutes>(by_).count() << " minutes";
  }

 private:
  const std::chrono::microseconds by_ =
      *rc::gen::weightedElement<std::chrono::microseconds>({{24, 1min},
                                                            {2, 13h},
                                                            {2, 25h},
                                                            {2, std::chrono::days(31)},
                                                            {1, std::chrono::days(1'800)},
                                                            {1, std::chrono::days(30)}});
};

constexpr std::size_t kSteps = 10'000;
constexpr int kStoriesOnOnePortal = 20;
constexpr int kLongestStory = 500;

rc::Gen<rc::state::Commands<Command>> any_story(const Mailboxes& beginning) {
  return rc::state::gen::commands(
      beginning,
      rc::state::gen::execOneOfWithArgs<Write, Write, Save, Attach, Send, Send, Send, Delete, Delete, Restore,
                                        Destroy, Destroy, Confirm, Confirm, Refuse, Reply, Forward, Open,
                                        Open, Switch, ChangeReader, ChangeReader, Annul, Turn, Turn, Turn>());
}

// Each with people of its own. Gives how many steps they had.
std::size_t tell_stories(std::uint64_t seed) {
  ServedPortal portal;
  std::size_t steps = 0;
  const auto tell = [&] {
    MailboxWorld world(portal);
    const Mailboxes beginning(world.now());
    const auto commands = *any_story(beginning);
    steps += commands.size();
    rc::state::runAll(commands, beginning, world);
  };
  auto parameters = rc::detail::configuration().testParams;
  parameters.seed += seed;
  parameters.maxSuccess = kStoriesOnOnePortal;
  parameters.maxSize = kLongestStory;
  const rc::detail::TestMetadata metadata{"Mailbox", "Mailbox"};
  const auto result = rc::detail::checkTestable(tell, metadata, parameters);
  std::ostringstream report;
  rc::detail::printResultMessage(result, report);
  EXPECT_TRUE(result.is<rc::detail::SuccessResult>()) << report.str();
  return steps;
}

TEST(Mailbox, MAIL_01_ShowsWhatTheModelSaysWhateverHappens) {
  std::size_t steps = 0;
  for (std::uint64_t round = 0; steps < kSteps && !HasFailure(); ++round) steps += tell_stories(round);
}

}  // namespace
}  // namespace vesture::api
