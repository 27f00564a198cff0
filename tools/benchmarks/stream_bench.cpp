// One order's stream, read from the log and folded to the order, as a command loads it. The log also has the streams of
// three other orders that lie between its events. Prints lines of shared/measurement.hpp: events a second, the size is
// the stream's, and the times are of a whole stream.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <string>

#include "domain/orders/order.hpp"
#include "eventstore/execution.hpp"
#include "projections/common/cipher_over.hpp"
#include "tools/benchmarks/shared/append_queue.hpp"
#include "tools/benchmarks/shared/measurement.hpp"
#include "tools/benchmarks/shared/rate.hpp"

namespace {

using namespace vesture;
using bench::line_of;
using domain::orders::Order;
using domain::orders::OrderEvent;
using eventstore::Log;
using Unit = eventstore::UnitOfWork<domain::Cipher, domain::Instant>;

constexpr std::uint8_t kOrders = 4;
constexpr domain::Instant kMarch{1'772'438'400'000'000};  // 2026-03-02T08:00:00Z
constexpr std::uint64_t kDays = 300;  // the dates that an order is planned for, again and again

domain::OrderId order_of(std::uint8_t number) {
  domain::OrderId id;
  id.uuid.bytes.back() = number + 1;
  return id;
}

OrderEvent registered(domain::OrderId id) {
  domain::orders::OrderRegistered event;
  event.order = id;
  event.number = "P-0000000001";
  event.institution = "VZD";
  event.parts.resize(1);
  event.parts[0].status = domain::orders::OrderStatus::registered;
  event.parts[0].number = 1;
  event.at = kMarch;
  return event;
}

OrderEvent replanned(domain::OrderId id, std::uint64_t version) {
  auto date = domain::riga_date(kMarch);
  date.days += static_cast<decltype(date.days)>(version % kDays);
  return domain::orders::PartReplanned{id, 1, date, kMarch};
}

void fill(Log& log, std::uint64_t events, const domain::Cipher& cipher) {
  bench::AppendQueue queue(log);
  for (std::uint64_t version = 0; version < events; ++version) {
    for (std::uint8_t number = 0; number < kOrders; ++number) {
      const auto id = order_of(number);
      auto encoded = Order::encode(version == 0 ? registered(id) : replanned(id, version), cipher);
      eventstore::Append append;
      append.command = "bench";
      append.events.push_back(
          {Order::stream(id), std::move(encoded.type), encoded.schema, std::move(encoded.payload)});
      queue.append(std::move(append));
    }
  }
  queue.settle();
}

// Each gives how many events it saw.
std::uint64_t read(const Log& log, const domain::Cipher&) {
  std::uint64_t seen = 0;
  log.read_stream(Order::stream(order_of(0)), 1, [&](const eventstore::Commit&, const eventstore::Event&) {
    ++seen;
    return true;
  });
  return seen;
}

std::uint64_t fold(const Log& log, const domain::Cipher& cipher) {
  Unit unit(log, cipher, kMarch);
  return unit.version<Order>(order_of(0));
}

void measure(std::string_view work, std::uint64_t (*once)(const Log&, const domain::Cipher&), const Log& log,
             std::uint64_t events, double seconds) {
  const auto cipher = projections::cipher_without_keys();
  const auto rate = bench::rate_of(1, seconds, [&](std::size_t) {
    return [&] {
      if (once(log, cipher) != events) throw std::runtime_error("not all events were seen");
    };
  });
  fmt::print("{}", line_of({std::string(work), "one stream", events, "vesture",
                            rate.per_second * static_cast<double>(events), rate.times.at(0.5),
                            rate.times.at(0.99)}));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Reads and folds the stream of an order"};
  std::filesystem::path directory;
  std::uint64_t events = 1000;
  double seconds = 1;
  app.add_option("--directory", directory, "Of the log; filled where it is not there")->required();
  app.add_option("--events", events, "In the stream")->capture_default_str()->check(CLI::PositiveNumber);
  app.add_option("--seconds", seconds, "How long each is repeated")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    const auto log = Log::open(directory);
    if (log->head() == 0) fill(*log, events, projections::cipher_without_keys());
    measure("read", read, *log, events, seconds);
    measure("fold", fold, *log, events, seconds);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-bench-streams: {}\n", trouble.what());
    return 1;
  }
}
