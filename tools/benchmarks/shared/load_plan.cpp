#include "tools/benchmarks/shared/load_plan.hpp"

#include <fmt/format.h>

#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

namespace vesture::bench {

namespace {

constexpr std::size_t kFields = 5;
constexpr std::string_view kUnique = "{unique}";

std::optional<PlannedRequest> request_of(const std::string& line) {
  std::vector<std::string> fields;
  boost::split(fields, line, [](char c) { return c == '\t'; });
  if (fields.size() < kFields) return std::nullopt;
  PlannedRequest request{0, fields[1], fields[2], fields[3], fields[4], {}};
  const auto& weight = fields[0];
  const auto* const end = weight.data() + weight.size();
  const auto [read_to, error] = std::from_chars(weight.data(), end, request.weight);
  const bool is_sound = error == std::errc{} && read_to == end && request.weight > 0;
  if (!is_sound || request.method.empty() || !request.target.starts_with('/')) return std::nullopt;
  request.headers.assign(fields.begin() + kFields, fields.end());
  return request;
}

std::string filled_in(std::string text, const std::string& unique) {
  boost::replace_all(text, kUnique, unique);
  return text;
}

std::vector<double> weights_of(const std::vector<PlannedRequest>& requests) {
  std::vector<double> weights;
  for (const auto& request : requests) weights.push_back(request.weight);
  return weights;
}

}  // namespace

std::vector<PlannedRequest> read_plan(std::istream& in) {
  std::vector<PlannedRequest> requests;
  for (std::string line; std::getline(in, line);) {
    auto request = request_of(line);
    if (!request) throw std::runtime_error(fmt::format("no request: {}", line));
    requests.push_back(std::move(*request));
  }
  if (requests.empty()) throw std::runtime_error("there are no requests");
  return requests;
}

std::string text_of(const PlannedRequest& request, std::string_view host, std::uint64_t unique) {
  const auto number = std::to_string(unique);
  const auto body = filled_in(request.body, number);
  auto text =
      fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method, filled_in(request.target, number), host);
  for (const auto& header : request.headers) text.append(filled_in(header, number)).append("\r\n");
  if (!body.empty()) text += fmt::format("Content-Length: {}\r\n", body.size());
  return text.append("\r\n").append(body);
}

LoadPlan::LoadPlan(std::vector<PlannedRequest> requests, std::uint64_t seed)
    : requests_(std::move(requests)), random_(seed) {
  const auto weights = weights_of(requests_);
  choice_ = {weights.begin(), weights.end()};
}

}  // namespace vesture::bench
