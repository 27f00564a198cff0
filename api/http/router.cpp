#include "api/http/router.hpp"

#include <stdexcept>

namespace vesture::api {

namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

constexpr std::string_view kRest = "...}";

bool is_rest(std::string_view segment) { return is_parameter(segment) && segment.ends_with(kRest); }

// Cuts "/a/b" into "a" and "/b".
std::string_view take_segment(std::string_view& path) {
  const auto end = path.find('/', 1);
  const auto segment = path.substr(1, end == std::string_view::npos ? end : end - 1);
  path.remove_prefix(end == std::string_view::npos ? path.size() : end);
  return segment;
}

template <class Methods>
std::string allowed(const Methods& methods) {
  std::string allow;
  for (const auto& [method, _] : methods) {
    if (!allow.empty()) allow += ", ";
    allow += method;
    if (method == "GET") allow += ", HEAD";
  }
  return allow;
}

}  // namespace

Router::Router(const std::vector<Route>& routes) {
  for (const auto& route : routes) add(route);
}

void Router::add(const Route& route) {
  std::string_view rest = route.path;
  if (!rest.starts_with('/')) throw std::logic_error("a path begins with a slash: " + route.path);
  Node* node = &root_;
  while (!rest.empty()) {
    const auto segment = take_segment(rest);
    if (is_rest(segment) && !rest.empty())
      throw std::logic_error("nothing follows the rest of a path: " + route.path);
    auto& next = is_rest(segment)        ? node->rest
                 : is_parameter(segment) ? node->parameter
                                         : node->literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  if (!node->methods.emplace(route.method, &route).second)
    throw std::logic_error("two routes for " + route.method + " " + route.path);
}

std::expected<Matched, Unmatched> Router::match(std::string_view method, std::string_view path) const {
  Matched matched;
  if (!path.starts_with('/')) return std::unexpected(Unmatched{});
  const Node* node = find(root_, path, matched.path);
  if (!node) return std::unexpected(Unmatched{});
  const auto found = node->methods.find(method == "HEAD" ? "GET" : method);
  if (found == node->methods.end()) return std::unexpected(Unmatched{allowed(node->methods)});
  matched.route = found->second;
  return matched;
}

// The literal is tried first; where it leads nowhere further down, the parameter may yet.
const Router::Node* Router::find(const Node& node, std::string_view rest,
                                 std::vector<std::string>& parameters) {
  if (rest.empty()) return node.methods.empty() ? nullptr : &node;
  const auto whole = rest;
  const auto segment = take_segment(rest);
  if (const auto literal = node.literals.find(segment); literal != node.literals.end())
    if (const Node* found = find(*literal->second, rest, parameters)) return found;
  if (segment.empty()) return nullptr;
  if (node.parameter) {
    parameters.emplace_back(segment);
    if (const Node* found = find(*node.parameter, rest, parameters)) return found;
    parameters.pop_back();
  }
  if (node.rest) parameters.emplace_back(whole.substr(1));
  return node.rest.get();
}

std::vector<std::string> parameters_of(std::string_view path) {
  std::vector<std::string> names;
  while (!path.empty()) {
    const auto segment = take_segment(path);
    if (is_parameter(segment))
      names.emplace_back(segment.substr(1, segment.size() - 1 - (is_rest(segment) ? kRest.size() : 1)));
  }
  return names;
}

}  // namespace vesture::api
