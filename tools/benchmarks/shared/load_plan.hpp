// What an HTTP load asks for: requests that are chosen at random by their weights, read from lines of tab-separated
// fields.
//
//   weight  kind  method  target  body  [header]...
//
// Requests of one `kind` ("lists") are measured together; the body may be empty; a header is "Name: value". In target,
// body and headers "{unique}" stands for a number that no other request of the run has.
#pragma once

#include <cstdint>
#include <istream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::bench {

struct PlannedRequest {
  double weight = 1;
  std::string kind;
  std::string method;
  std::string target;
  std::string body;
  std::vector<std::string> headers;
};

// Throws std::runtime_error naming the line that is none, and where there is no line.
std::vector<PlannedRequest> read_plan(std::istream&);

// The bytes of HTTP/1.1 for it.
std::string text_of(const PlannedRequest&, std::string_view host, std::uint64_t unique);

// The same seed chooses the same requests.
class LoadPlan {
 public:
  LoadPlan(std::vector<PlannedRequest>, std::uint64_t seed);
  const PlannedRequest& next() { return requests_[choice_(random_)]; }

 private:
  std::vector<PlannedRequest> requests_;
  std::discrete_distribution<std::size_t> choice_;
  std::mt19937_64 random_;
};

}  // namespace vesture::bench
