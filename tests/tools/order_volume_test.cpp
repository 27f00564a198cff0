#include "tools/benchmarks/shared/order_volume.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <ranges>
#include <set>
#include <string>
#include <vector>

#include "api/demo_people.hpp"
#include "api/node.hpp"
#include "domain/orders/order.hpp"
#include "projections/orders/order_list.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tools/demonstration/cast.hpp"

using namespace vesture;
using eventstore::ScratchDirectory;

namespace {

constexpr std::uint64_t kOrders = 60;

bench::OrderVolume volume_in(const std::filesystem::path& data) {
  constexpr std::int64_t kNovember2026 = 1'793'500'000'000'000;
  return {.data = data, .orders = kOrders, .people = 3, .until = {kNovember2026}};
}

void fill(const bench::OrderVolume& volume) {
  bench::fill(volume, [](std::uint64_t) {});
}

std::vector<projections::orders::OrderRow> institution_rows(const projections::ViewStore& views) {
  projections::ListQuery query;
  query.scope = projections::orders::institution_scope(demonstration::kInstitution);
  query.sort = "number";
  std::vector<projections::orders::OrderRow> rows;
  projections::orders::institution_order_list().each(views.snapshot(), query, [&](const auto& row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}

// What happened to which order and when, without what is salted, sealed, or named under a key of the directory.
std::vector<std::string> outline_of(const std::filesystem::path& data) {
  std::vector<std::string> outline;
  const auto log = eventstore::Log::open_to_read(data / "log");
  log->read_from(1, [&](const eventstore::Commit& commit) {
    auto line = commit.command + " " + std::to_string(commit.time);
    for (const auto& event : commit.events) {
      line.append(" ").append(event.type);
      if (event.stream.starts_with(domain::orders::Order::kCategory)) line.append(" ").append(event.stream);
    }
    outline.push_back(std::move(line));
    return true;
  });
  return outline;
}

}  // namespace

TEST(OrderVolume, IsServedByANode) {
  const ScratchDirectory scratch;
  fill(volume_in(scratch.path()));
  bench::build_views(scratch.path());
  const api::Node node({.data = scratch.path()});
  const auto& backend = node.backend();
  ASSERT_TRUE(backend.runner.wait_applied(backend.log.head(), std::chrono::minutes(1)));
  const auto rows = institution_rows(backend.views);
  ASSERT_EQ(rows.size(), kOrders);
  api::Unit unit(backend.log, backend.cipher, backend.now());
  for (const auto& row : rows) {
    const auto& state = unit.load<domain::orders::Order>(row.order);
    const auto& order = std::get<domain::orders::OpenOrder>(state);
    EXPECT_EQ(order.parts.front().part.status, row.status) << row.number;
  }
}

TEST(OrderVolume, NumbersAreUniqueAndAccountsSeveral) {
  const ScratchDirectory scratch;
  fill(volume_in(scratch.path()));
  bench::build_views(scratch.path());
  const auto views = projections::ViewStore::open_to_read(scratch.path() / "views");
  std::set<std::string> numbers;
  std::map<domain::AccountId, std::uint64_t> orders_of;
  for (const auto& row : institution_rows(*views)) {
    numbers.insert(row.number);
    ++orders_of[row.account];
  }
  EXPECT_EQ(numbers.size(), kOrders);
  EXPECT_EQ(orders_of.size(), 4U);  // the company's and three people's
  const auto most = std::ranges::max(orders_of | std::views::values);
  EXPECT_GT(most, kOrders / 3);
}

TEST(OrderVolume, SeedTellsTheSameCommits) {
  const ScratchDirectory first, second, other;
  fill(volume_in(first.path()));
  fill(volume_in(second.path()));
  auto another = volume_in(other.path());
  another.seed = 2;
  fill(another);
  EXPECT_EQ(outline_of(first.path()), outline_of(second.path()));
  EXPECT_NE(outline_of(first.path()), outline_of(other.path()));
}

TEST(OrderVolume, WithoutChangesIsOneCommitAnOrder) {
  const ScratchDirectory scratch;
  auto volume = volume_in(scratch.path());
  volume.changes = 0;
  fill(volume);
  const auto outline = outline_of(scratch.path());
  const auto registrations =
      std::ranges::count_if(outline, [](const auto& line) { return line.starts_with("orders.register "); });
  const auto about_orders =
      std::ranges::count_if(outline, [](const auto& line) { return line.contains(" order-"); });
  EXPECT_EQ(registrations, kOrders);
  EXPECT_EQ(about_orders, kOrders);
}

TEST(OrderVolume, WritesItsPeople) {
  const ScratchDirectory scratch;
  fill(volume_in(scratch.path()));
  const auto people = api::read_demo_people(scratch.path() / api::kDemoPeopleFile);
  EXPECT_EQ(std::ranges::count(people, "PNOLV-330000-00003", &api::DemoPerson::person), 1);
  EXPECT_EQ(std::ranges::count(people, "clerk",
                               [](const auto& person) {
                                 return person.roles.empty() ? std::string() : person.roles.front();
                               }),
            2);
}

TEST(OrderVolume, IsNotAddedToADirectoryThatHasCommits) {
  const ScratchDirectory scratch;
  fill(volume_in(scratch.path()));
  EXPECT_THROW(fill(volume_in(scratch.path())), std::runtime_error);
}
