// How long it takes to let 10,000 files expire that are due at once, with a million others pending and without them:
// reading what is due off the agenda, and running the errands with their commits. Everything is real: log, views,
// keyring, vault; the clock is turned. Prints times and the ratios between the two.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>

#include "api/errands/destruction.hpp"
#include "api/errands/retention.hpp"
#include "api/node.hpp"
#include "api/system_commit.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/orders/order.hpp"

namespace {

using namespace vesture;
using Clock = std::chrono::steady_clock;
namespace agenda = projections::agenda;
namespace files = domain::files;
namespace orders = domain::orders;

constexpr std::size_t kBatch = 2'000;
constexpr std::int64_t kDay = 86'400'000'000;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

class Bench {
 public:
  explicit Bench(const std::filesystem::path& data)
      : node_({.data = data, .now = [this] { return domain::Instant{now_}; }}), backend_(node_.backend()) {
    const api::SystemAct registering{"bench.register", 0,
                                     [this](api::Unit& unit) { return register_order(unit); }};
    api::commit_by_system(backend_, {&registering, 1});
  }

  // Files without bytes: what is measured is their deadlines.
  void attach(std::size_t count) {
    for (std::size_t done = 0; done < count; done += kBatch) {
      std::vector<api::SystemAct> acts;
      for (std::size_t n = 0; n < std::min(kBatch, count - done); ++n)
        acts.push_back({"bench.attach", 0, [this](api::Unit& unit) { return attach_one(unit); }});
      api::commit_by_system(backend_, acts);
    }
    catch_up();
  }

  void turn(int days) { now_ += days * kDay; }

  // Median of many reads of the first due entry, in microseconds.
  double read_first_due() const {
    std::vector<double> times;
    for (int n = 0; n < 1'000; ++n) {
      const auto begin = Clock::now();
      if (agenda::due_entries(backend_.views.snapshot(), agenda::Errand::file_retention, backend_.now(), 1)
              .empty())
        std::abort();
      times.push_back(seconds_since(begin) * 1e6);
    }
    std::ranges::nth_element(times, times.begin() + 500);
    return times[500];
  }

  // Seconds until what is due has been done and the views show it.
  double run(std::unique_ptr<api::Errands> errands, std::size_t expected) {
    api::Timekeeper keeper(backend_, std::move(errands));
    const auto begin = Clock::now();
    if (keeper.run_due() != expected) std::abort();
    catch_up();
    return seconds_since(begin);
  }

  const api::Backend& backend() const { return backend_; }

 private:
  api::Result<domain::AccountId> register_order(api::Unit& unit) {
    orders::Part part;
    part.number = 1;
    part.object = "01000010001";
    const orders::RegisterOrder registering{order_, account_, "P-1", "VZD", {}, {}, false, {part}};
    if (!unit.decide<orders::Order>(order_, registering)) std::abort();
    return account_;
  }

  api::Result<domain::AccountId> attach_one(api::Unit& unit) {
    const auto id = backend_.mint_id<domain::FileId>();
    files::AttachFile attaching{};
    attaching.file = id;
    attaching.account = account_;
    attaching.subject = {files::SubjectKind::order, order_.uuid};
    attaching.name = "mērījums.pdf";
    attaching.media_type = "application/pdf";
    attaching.content.id = backend_.mint_id<domain::ContentId>();
    (void)unit.decide<files::File>(id, attaching);
    (void)unit.decide<files::Content>(attaching.content.id, files::StoreContent{account_, attaching.content});
    return account_;
  }

  void catch_up() {
    while (!backend_.runner.wait_applied(backend_.log.head(), std::chrono::seconds(10))) continue;
  }

  std::atomic<std::int64_t> now_ = 1'772'438'400'000'000;
  api::Node node_;
  const api::Backend& backend_;
  const domain::AccountId account_ = backend_.mint_id<domain::AccountId>();
  const domain::OrderId order_ = backend_.mint_id<domain::OrderId>();
};

struct Times {
  double read_microseconds = 0;
  double retention_seconds = 0;
  double destruction_seconds = 0;
};

// `due` files that expire at once, and `pending` that were attached later, of which nothing is due yet.
Times measure(const std::filesystem::path& data, std::size_t due, std::size_t pending) {
  Bench bench(data);
  bench.attach(due);
  bench.turn(40);
  bench.attach(pending);
  bench.turn(91 - 40);
  Times times;
  times.read_microseconds = bench.read_first_due();
  times.retention_seconds = bench.run(api::file_retention_errands(bench.backend()), due);
  times.destruction_seconds = bench.run(api::content_destruction_errands(bench.backend()), due);
  return times;
}

void print(const char* what, double few, double many, const char* unit) {
  fmt::print("{:<44} {:>12.2f} {:>12.2f} {:<3} {:>6.2f}\n", what, few, many, unit, many / few);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Deadlines: many pending, some due at once"};
  std::size_t due = 10'000;
  std::size_t pending = 1'000'000;
  app.add_option("--due", due, "Due at once")->capture_default_str();
  app.add_option("--pending", pending, "Pending beside them")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  spdlog::set_level(spdlog::level::err);
  const auto scratch =
      std::filesystem::temp_directory_path() / fmt::format("vesture-agenda-bench-{}", ::getpid());
  const auto few = measure(scratch / "few", due, due);
  const auto many = measure(scratch / "many", due, pending);
  std::filesystem::remove_all(scratch);
  fmt::print("{:<44} {:>12} {:>12}     {:>6}\n", fmt::format("{} due at once, pending beside them:", due),
             due, pending, "ratio");
  print("the first due entry is read in", few.read_microseconds, many.read_microseconds, "us");
  print("all expire, on record and in the views, in", few.retention_seconds, many.retention_seconds, "s");
  print("their contents are destroyed and certified in", few.destruction_seconds, many.destruction_seconds,
        "s");
  return 0;
}
