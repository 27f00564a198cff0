// Upgrades the parcel list from version to version over the log and the views in the directory given, until it
// is killed: each version changes every row. A letter goes to standard output for each commit that is applied
// ("a"), each row that is compared ("c"), and each version that has been swapped in ("s"), so that a kill after
// so many letters meets each of them. What has been written is flushed every few commits: without that a kill
// would always lead back to the start.
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdlib>
#include <future>

#include "projections/common/runner.hpp"
#include "tests/projections/killed_parcels.hpp"

namespace {

using namespace vesture;
using namespace vesture::projections;

constexpr int kCommitsBetweenFlushes = 9;

void say(char letter) {
  if (::write(STDOUT_FILENO, &letter, 1) != 1) ::_exit(1);
}

// The version's projection, told of in letters.
class Told : public ParcelProjection<CountedParcel> {
 public:
  Told(ViewStore& store, std::uint8_t version)
      : ParcelProjection(killed_parcels(version, [] { say('c'); }),
                         [version](Parcel parcel) { return std::vector{killed_row(parcel, version)}; }),
        store_(store) {}

  void apply(const eventstore::Commit& commit, ViewBatch& batch) const override {
    ParcelProjection::apply(commit, batch);
    say('a');
    if (++applied_ % kCommitsBetweenFlushes == 0) store_.flush();
  }

 private:
  ViewStore& store_;
  mutable int applied_ = 0;
};

void upgrade(eventstore::Log& log, ViewStore& store, std::uint8_t from) {
  std::vector<std::unique_ptr<Projection>> versions;
  versions.push_back(std::make_unique<Told>(store, from));
  versions.push_back(std::make_unique<Told>(store, static_cast<std::uint8_t>(from + 1)));
  Runner runner(log, store, std::move(versions), RunnerOptions{.commits_at_once = 16});
  std::promise<void> swapped;
  bool told = false;
  const auto following = runner.subscribe([&](eventstore::Position) {
    if (told || runner.status().front().serving.version != from + 1u) return;
    say('s');
    store.flush();
    say('s');
    told = true;
    swapped.set_value();
  });
  const auto nothing = killed_parcel(0);
  log.append_and_wait(parcel_command("another list", "put", nothing));
  swapped.get_future().wait();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 3;
  spdlog::set_level(spdlog::level::off);  // standard output is for the letters
  const auto directory = std::filesystem::path(argv[1]);
  const auto log = eventstore::Log::open(directory / "log");
  const auto store = ViewStore::open(directory / "views");
  for (;;) {
    const auto served = kept_checkpoint(*store, Role::serving, kKilledList);
    upgrade(*log, *store, served ? static_cast<std::uint8_t>(served->version) : std::uint8_t{1});
  }
}
