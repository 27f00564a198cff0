#include "api/http/metrics.hpp"

#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>

namespace vesture::api {

namespace {

constexpr const char* kNoRoute = "none";

// Seconds: from a page out of memory to a request that waits for a view.
const prometheus::Histogram::BucketBoundaries kDurations{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                         0.1,    0.25,  0.5,    1,     2.5,  5,     10};

// A method of a client's invention must not make a series.
std::string_view known_method(std::string_view method) {
  static constexpr std::array<std::string_view, 7> kKnown{"GET",   "HEAD",   "POST",   "PUT",
                                                          "PATCH", "DELETE", "OPTIONS"};
  return std::ranges::find(kKnown, method) != kKnown.end() ? method : "other";
}

}  // namespace

Metrics::Metrics()
    : requests_(prometheus::BuildCounter()
                    .Name("vesture_http_requests_total")
                    .Help("Requests answered, by route, method and status.")
                    .Register(registry_)),
      cuts_(prometheus::BuildCounter()
                .Name("vesture_http_responses_cut_total")
                .Help("Answers that broke off before their end, by route, method and status.")
                .Register(registry_)),
      durations_(prometheus::BuildHistogram()
                     .Name("vesture_http_request_duration_seconds")
                     .Help("From a request's last byte to its answer's last byte.")
                     .Register(registry_)),
      in_flight_(prometheus::BuildGauge()
                     .Name("vesture_http_requests_in_flight")
                     .Help("Requests read and not answered yet.")
                     .Register(registry_)
                     .Add({})) {}

void Metrics::answered(std::string_view method, std::string_view route, int status,
                       std::chrono::nanoseconds duration) {
  Series& counted = series(known_method(method), route.empty() ? kNoRoute : route, status);
  counted.requests.Increment();
  counted.duration.Observe(std::chrono::duration<double>(duration).count());
}

void Metrics::cut(std::string_view method, std::string_view route, int status) {
  cuts_
      .Add({{"method", std::string(known_method(method))},
            {"route", std::string(route.empty() ? kNoRoute : route)},
            {"status", std::to_string(status)}})
      .Increment();
}

Metrics::Series& Metrics::series(std::string_view method, std::string_view route, int status) {
  const Key key{method, route, status};
  {
    const std::shared_lock lock(series_mutex_);
    if (const auto known = series_.find(key); known != series_.end()) return known->second;
  }
  const std::unique_lock lock(series_mutex_);
  const auto& [method_label, route_label, _] = key;
  auto& requests =
      requests_.Add({{"method", method_label}, {"route", route_label}, {"status", std::to_string(status)}});
  auto& duration = durations_.Add({{"method", method_label}, {"route", route_label}}, kDurations);
  return series_.try_emplace(key, Series{requests, duration}).first->second;
}

void Metrics::gauge(const std::string& name, const std::string& help,
                    const std::map<std::string, std::string>& labels, std::function<double()> value) {
  auto& gauge = prometheus::BuildGauge().Name(name).Help(help).Register(registry_).Add(labels);
  const std::lock_guard lock(asked_mutex_);
  asked_.push_back({gauge, std::move(value)});
}

std::string Metrics::text() const {
  {
    const std::lock_guard lock(asked_mutex_);
    for (const auto& asked : asked_) asked.gauge.Set(asked.value());
  }
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace vesture::api
