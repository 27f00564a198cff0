// Data directories of a size: many orders of one institution, through the deciders and the log, without routes, HTTP
// and views. A server opens and serves them like any other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "domain/common/time.hpp"
#include "tools/benchmarks/shared/order_course.hpp"

namespace vesture::bench {

// Every second order is the demonstration's company's, the others are spread evenly over people. An order has one part.
// Nobody is notified, and nobody writes messages.
struct OrderVolume {
  std::filesystem::path data;
  std::uint64_t orders = 100'000;
  // Commits that follow an order's registration: the acceptance of the application, the invoice and its payment, the work
  // with a break in it, a look of the customer's, handing over. One order in ten has fewer.
  std::uint64_t changes = kMostChanges;
  std::uint64_t people = 1'000;
  std::uint64_t seed = 1;
  domain::Instant until;  // the time of the last commits; the first ones are two years older
};

// Gives the log's head. The directory is a new one or empty. The people's file lies in it then (api/demo_people.hpp): the
// demonstration's cast and the people of the orders. `progress` is told now and then how many orders are registered. The
// same seed gives the same commits, but for salts and nonces.
std::uint64_t fill(const OrderVolume&, const std::function<void(std::uint64_t orders)>& progress);

// Replaces the directory's views by those of its log, so that a server starts with them in place.
void build_views(const std::filesystem::path& data);

}  // namespace vesture::bench
