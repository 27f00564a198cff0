// What the server did, as Prometheus text. Any thread may call anything here.
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace vesture::api {

class Metrics {
 public:
  Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void request_begins() { in_flight_.Increment(); }
  void request_ends() { in_flight_.Decrement(); }
  // `route` is the template, "" where none matched: paths would make a series each.
  void answered(std::string_view method, std::string_view route, int status,
                std::chrono::nanoseconds duration);

  // An answered request whose client did not get all of the answer.
  void cut(std::string_view method, std::string_view route, int status);

  // A gauge that is asked for its value each time the text is made. `value` may be called on any thread.
  void gauge(const std::string& name, const std::string& help,
             const std::map<std::string, std::string>& labels, std::function<double()> value);

  // Prometheus' text format.
  std::string text() const;

 private:
  struct Series {
    prometheus::Counter& requests;
    prometheus::Histogram& duration;
  };
  struct AskedGauge {
    prometheus::Gauge& gauge;
    std::function<double()> value;
  };
  using Key = std::tuple<std::string, std::string, int>;

  Series& series(std::string_view method, std::string_view route, int status);

  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Counter>& cuts_;
  prometheus::Family<prometheus::Histogram>& durations_;
  prometheus::Gauge& in_flight_;
  std::shared_mutex series_mutex_;
  std::map<Key, Series> series_;
  mutable std::mutex asked_mutex_;
  std::vector<AskedGauge> asked_;
};

}  // namespace vesture::api
