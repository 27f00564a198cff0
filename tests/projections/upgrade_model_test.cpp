// Whatever the history and wherever in it the upgrade begins: every page is the serving version's, and what is
// swapped in is what a build from nothing gives.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <future>
#include <map>

#include "projections/common/runner.hpp"
#include "tests/projections/parcel_versions.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

using eventstore::Log;
using eventstore::Position;

constexpr int kParcels = 8;

struct Command {
  bool put = true;
  Parcel parcel;
};

using Rows = std::vector<CountedParcel>;

Command some_command() {
  Command command;
  const int number = *rc::gen::inRange(0, kParcels);
  auto& parcel = command.parcel;
  parcel.owner = "a";
  parcel.id = domain::uuid_v7(number, {});
  parcel.created = {number};
  parcel.number = std::to_string(*rc::gen::inRange(0, 4));
  parcel.stage = *rc::gen::element(Stage::packed, Stage::sent, Stage::arrived);
  parcel.orders.resize(static_cast<std::size_t>(*rc::gen::inRange(0, 3)), "o");
  if (*rc::gen::arbitrary<bool>()) parcel.sealed.label = "mana";
  parcel.sealed.payer = "p";
  command.put = *rc::gen::inRange(0, 4) != 0;
  return command;
}

// The second version shows parcels that were sent otherwise, and none that have arrived.
Rows shown_otherwise(Parcel parcel) {
  if (parcel.stage == Stage::arrived) return {};
  auto row = counted(std::move(parcel));
  if (row.stage == Stage::sent) row.number += " sent";
  return {row};
}

Rows shown_as_before(Parcel parcel) { return {counted(std::move(parcel))}; }

// The rows in the order of time after the first `count` commands.
Rows rows_after(const std::vector<Command>& history, std::size_t count, Rows (*shown)(Parcel)) {
  std::map<domain::Uuid, Parcel> parcels;
  for (std::size_t i = 0; i < std::min(count, history.size()); ++i) {
    parcels.erase(history[i].parcel.id);
    if (history[i].put) parcels.emplace(history[i].parcel.id, history[i].parcel);
  }
  Rows rows;
  for (const auto& [id, parcel] : parcels)
    for (auto& row : shown(parcel)) rows.push_back(std::move(row));
  return rows;
}

Rows paged(const List<CountedParcel>& list, const ViewSnapshot& snapshot) {
  Rows rows;
  ListQuery query{.scope = "a", .sort = "created", .limit = 3};
  do {
    auto page = list.page(snapshot, query);
    std::ranges::move(page.rows, std::back_inserter(rows));
    query.after = page.next;
  } while (!query.after.empty());
  return rows;
}

// All cases share a log and a store, each in lists of its own: opening them is slow beside a case.
class Case {
 public:
  Case(Log& log, ViewStore& store, std::string list)
      : log_(log), store_(store), list_(std::move(list)), parcels_(new_parcels(list_)), begin_(log.head()) {}

  const List<CountedParcel>& parcels() const { return parcels_; }

  void append(const std::vector<Command>& history, std::size_t first, std::size_t last) {
    for (auto i = first; i < last; ++i) {
      auto command = parcel_command(list_, history[i].put ? "put" : "erase", history[i].parcel);
      if (i + 1 < last)
        log_.append(std::move(command), [](const eventstore::Appended&) {});
      else
        log_.append_and_wait(std::move(command));
    }
  }

  std::unique_ptr<Runner> run_first() const {
    std::vector<std::unique_ptr<Projection>> versions;
    versions.push_back(first_version(list_));
    return std::make_unique<Runner>(log_, store_, std::move(versions));
  }
  std::unique_ptr<Runner> run_both() const {
    std::vector<std::unique_ptr<Projection>> versions;
    versions.push_back(first_version(list_));
    versions.push_back(second_version(list_, shown_otherwise));
    return std::make_unique<Runner>(log_, store_, std::move(versions), RunnerOptions{.commits_at_once = 5});
  }
  // What the second version holds when it is built from nothing, under a name of its own.
  Rows built_from_nothing(const std::vector<Command>& history) const {
    Case fresh(log_, store_, list_ + "-fresh");
    fresh.append(history, 0, history.size());
    std::vector<std::unique_ptr<Projection>> versions;
    versions.push_back(second_version(fresh.list_, shown_otherwise));
    Runner runner(log_, store_, std::move(versions));
    RC_ASSERT(runner.wait_applied(log_.head(), std::chrono::seconds(60)));
    return paged(fresh.parcels_, store_.snapshot());
  }

  // How many of the case's commands are behind the position.
  std::size_t commands_at(Position position) const { return position > begin_ ? position - begin_ : 0; }

 private:
  Log& log_;
  ViewStore& store_;
  std::string list_;
  List<CountedParcel> parcels_;
  Position begin_;
};

void check_upgrade(Log& log, ViewStore& store, int number) {
  const auto history = *rc::gen::container<std::vector<Command>>(rc::gen::exec(some_command));
  const auto begins_at = *rc::gen::inRange<std::size_t>(0, history.size() + 1);
  Case one(log, store, "parcels" + std::to_string(number));
  one.append(history, 0, begins_at);
  {
    const auto first = one.run_first();
    RC_ASSERT(first->wait_applied(log.head(), std::chrono::seconds(60)));
  }

  const auto runner = one.run_both();
  std::promise<void> swapped;
  std::vector<std::string> wrong;
  bool told = false;
  const auto look = [&](Position) {
    const auto status = runner->status().front();
    const auto shown = status.serving.version == 1 ? shown_as_before : shown_otherwise;
    const auto expected = rows_after(history, one.commands_at(status.serving.position), shown);
    if (paged(one.parcels(), store.snapshot()) != expected)
      wrong.push_back("at " + std::to_string(status.serving.position));
    if (!told && status.serving.version == 2) swapped.set_value();
    told = told || status.serving.version == 2;
  };
  {
    const auto following = runner->subscribe(look);
    one.append(history, begins_at, history.size());
    // One more, of no parcel: where all else happened before `following`, there is still something to hear of.
    log.append_and_wait(parcel_command("another list", "put", {}));
    RC_ASSERT(swapped.get_future().wait_for(std::chrono::seconds(60)) == std::future_status::ready);
    RC_ASSERT(runner->wait_applied(log.head(), std::chrono::seconds(60)));
  }
  RC_ASSERT(wrong == std::vector<std::string>{});
  RC_ASSERT(keys_under(store, old_parcels("parcels" + std::to_string(number)).prefix()) == 0u);
  const auto rows = paged(one.parcels(), store.snapshot());
  RC_ASSERT(rows == rows_after(history, history.size(), shown_otherwise));
  RC_ASSERT(rows == one.built_from_nothing(history));
}

TEST(UpgradeModel, EveryPageIsTheServingVersionsAndWhatIsSwappedInIsAFreshBuild) {
  const eventstore::ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  const ScratchViews views;
  int cases = 0;
  EXPECT_TRUE(rc::check("any history, any moment", [&] { check_upgrade(*log, *views.store, ++cases); }));
}

}  // namespace
}  // namespace vesture::projections
