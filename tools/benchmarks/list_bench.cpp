// How much the length of a list costs: the order list of an account with 10,000 rows and of one with many,
// each page of 20 read in process, first pages and later ones. Prints the median times, their ratio
// (goal: 1.5 at most) and the pages a second of the long list on one core. A run takes some minutes, nearly
// all of them to load the rows.
#include <fmt/core.h>
#include <stdlib.h>  // NOLINT: mkdtemp is POSIX's

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "projections/orders/order_list.hpp"

namespace {

using namespace vesture;
using domain::Date;
using domain::orders::OrderStatus;
using projections::ListQuery;
using projections::ViewStore;
using projections::orders::order_list;
using projections::orders::OrderRow;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kShortList = 10'000;
constexpr std::size_t kRowsInABatch = 2'000;
constexpr int kRounds = 60;
constexpr int kPagesInARound = 5;
constexpr std::int64_t kDay = 86'400LL * 1'000'000;
constexpr Date kFirstDay{18'600};
constexpr std::int32_t kDays = 1'800;
constexpr std::size_t kObjects = 300;

const domain::AccountId kAccount{domain::uuid_v7(1, {})};

// Half of the rows have object 0; the odd ones among the rest never have an even object.
std::string object_of(std::size_t number) {
  return fmt::format("0100{:07}", number % 4 < 2 ? 0 : number % kObjects);
}

// `terminated` is had by odd rows only, `suspended` by the newest only.
OrderStatus status_of(std::size_t number, std::size_t rows) {
  if (number + rows / 100 > rows) return OrderStatus::suspended;
  if (number % 2 == 1 && number % 5 == 0) return OrderStatus::terminated;
  return number % 3 == 0 ? OrderStatus::in_progress : OrderStatus::completed;
}

OrderRow row(std::size_t number, std::size_t rows) {
  OrderRow row;
  const auto share = static_cast<std::int64_t>(number) * kDays / static_cast<std::int64_t>(rows);
  row.created = {(kFirstDay.days + share) * kDay + static_cast<std::int64_t>(number)};
  row.order.uuid = domain::uuid_v7(row.created.microseconds / 1'000, {static_cast<std::uint8_t>(number >> 16),
                                                                      static_cast<std::uint8_t>(number >> 8),
                                                                      static_cast<std::uint8_t>(number)});
  row.account = kAccount;
  row.institution = "VZD";
  row.number = fmt::format("P{:09}", number / 3);
  row.part = static_cast<std::uint32_t>(number % 3) + 1;
  row.name_lv = "Kadastrālās uzmērīšanas lietas sagatavošana";
  row.name_en = "Preparation of a cadastral survey file";
  row.object = object_of(number);
  row.planned_completion = Date{static_cast<std::int32_t>(kFirstDay.days + share + 30)};
  row.status = status_of(number, rows);
  row.status_changed = row.created;
  if (number % 4 == 0) row.service_requests = {{{row.order.uuid}, fmt::format("E{:09}", number / 40)}};
  return row;
}

std::unique_ptr<ViewStore> load(const std::filesystem::path& directory, std::size_t rows) {
  auto store = ViewStore::open(directory);
  const auto start = Clock::now();
  projections::ViewBatch batch(*store);
  for (std::size_t number = 0; number < rows; ++number) {
    order_list().put(batch, row(number, rows));
    if (number % kRowsInABatch == kRowsInABatch - 1) store->write(batch);
  }
  store->write(batch);
  store->flush();
  store->compact();
  fmt::print("{} rows loaded in {} s\n", rows,
             std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start).count());
  return store;
}

std::string status(OrderStatus status) { return std::string(domain::orders::words(status).code); }

struct Question {
  std::string name;
  std::function<void(ListQuery&)> ask;
};

std::vector<Question> filters() {
  const auto last_day = kFirstDay.days + kDays;
  const auto days = [](std::int32_t from, std::int32_t to) {
    return projections::DayRange{Date{from}, Date{to}};
  };
  const std::string even_object = object_of(1'002);
  const std::string odd_object = object_of(1'003);
  return {
      {"all", [](ListQuery&) {}},
      {"object of half", [](ListQuery& q) { q.any_of["object"] = {object_of(0)}; }},
      {"rare object", [=](ListQuery& q) { q.any_of["object"] = {even_object}; }},
      {"status", [](ListQuery& q) { q.any_of["status"] = {status(OrderStatus::completed)}; }},
      {"three statuses",
       [](ListQuery& q) {
         q.any_of["status"] = {status(OrderStatus::completed), status(OrderStatus::terminated),
                               status(OrderStatus::suspended)};
       }},
      {"object and status",
       [](ListQuery& q) {
         q.any_of = {{"object", {object_of(0)}}, {"status", {status(OrderStatus::completed)}}};
       }},
      {"object and status that never meet",
       [=](ListQuery& q) {
         q.any_of = {{"object", {even_object}}, {"status", {status(OrderStatus::terminated)}}};
       }},
      {"objects and statuses",
       [=](ListQuery& q) {
         q.any_of = {{"object", {even_object, odd_object, object_of(0)}},
                     {"status", {status(OrderStatus::terminated), status(OrderStatus::in_progress)}}};
       }},
      {"first days", [=](ListQuery& q) { q.days["created"] = days(kFirstDay.days, kFirstDay.days + 9); }},
      {"last days", [=](ListQuery& q) { q.days["created"] = days(last_day - 10, last_day); }},
      {"two years",
       [=](ListQuery& q) { q.days["created"] = days(kFirstDay.days + 401, kFirstDay.days + 1'130); }},
      {"open end", [](ListQuery& q) { q.days["created"] = {.from = Date{kFirstDay.days + 333}, .to = {}}; }},
      {"statuses, last days",
       [=](ListQuery& q) {
         q.any_of["status"] = {status(OrderStatus::suspended), status(OrderStatus::terminated)};
         q.days["created"] = days(last_day - 30, last_day);
       }},
      {"newest status, first days",
       [=](ListQuery& q) {
         q.any_of["status"] = {status(OrderStatus::suspended)};
         q.days["created"] = days(kFirstDay.days, kFirstDay.days + 300);
       }},
      {"object, status, two months",
       [=](ListQuery& q) {
         q.any_of = {{"object", {object_of(0)}}, {"status", {status(OrderStatus::completed)}}};
         q.days["created"] = days(kFirstDay.days + 700, kFirstDay.days + 760);
       }},
      {"number", [](ListQuery& q) { q.any_of["number"] = {"P000001000"}; }},
      {"service request", [](ListQuery& q) { q.any_of["service_request"] = {"E000000100"}; }},
      {"service request and object",
       [](ListQuery& q) {
         q.any_of = {{"service_request", {"E000000100"}}, {"object", {object_of(0)}}};
       }},
  };
}

// Microseconds that one page takes: some pages from the first on, several times.
double median_page(const ViewStore& store, const ListQuery& first) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    ListQuery query = first;
    for (int page = 0; page < kPagesInARound; ++page) {
      const auto start = Clock::now();
      auto answer = order_list().page(store.snapshot(), query);
      times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
      if (answer.next.empty()) break;
      query.after = std::move(answer.next);
    }
  }
  std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
  return times[times.size() / 2];
}

void compare(const ViewStore& short_list, const ViewStore& long_list) {
  fmt::print("{:<36}{:<10}{:>10}{:>10}{:>8}{:>12}\n", "filter", "sort", "short us", "long us", "ratio",
             "pages/s");
  for (const auto& question : filters())
    for (const auto& sort : order_list().declaration().sorts)
      for (const bool descending : {false, true}) {
        ListQuery query{
            .scope = std::string(kAccount.uuid.view()), .sort = sort.name, .descending = descending};
        question.ask(query);
        const double brief = median_page(short_list, query);
        const double lengthy = median_page(long_list, query);
        fmt::print("{:<36}{:<10}{:>10.1f}{:>10.1f}{:>8.2f}{:>12.0f}\n", question.name,
                   (descending ? "-" : "") + sort.name, brief, lengthy, lengthy / brief, 1e6 / lengthy);
      }
}

std::filesystem::path scratch_directory() {
  std::string name = (std::filesystem::temp_directory_path() / "vesture-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no scratch directory");
  return name;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rows = 1'000'000;
  CLI::App app("The time for a page of a short and of a long order list");
  app.add_option("--rows", rows, "rows of the long list");
  CLI11_PARSE(app, argc, argv);

  const auto directory = scratch_directory();
  {
    const auto short_list = load(directory / "short", kShortList);
    const auto long_list = load(directory / "long", rows);
    compare(*short_list, *long_list);
  }
  std::filesystem::remove_all(directory);
}
