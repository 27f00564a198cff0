// Finds the route that a method and a path name. Paths are compared as they stand, segment by segment; a
// literal segment goes before a parameter, and that before a last "{…...}", which stands for all that is left, slashes too.
// Built once, then read by all threads.
#pragma once

#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.hpp"

namespace vesture::api {

struct Matched {
  const Route* route = nullptr;
  std::vector<std::string> path;  // what the {…} stand for, in order, as they stood in the path
};

struct Unmatched {
  std::string
      allow;  // "GET, HEAD, POST" where the path is there and the method is not; "" where no such path is
};

class Router {
 public:
  // `routes` outlive the router and do not move. Throws std::logic_error where two have the same method and
  // path, or a path does not begin with a slash.
  explicit Router(const std::vector<Route>& routes);

  // HEAD finds the route for GET.
  std::expected<Matched, Unmatched> match(std::string_view method, std::string_view path) const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::unique_ptr<Node> rest;
    std::map<std::string, const Route*, std::less<>> methods;
  };

  void add(const Route&);
  static const Node* find(const Node&, std::string_view rest, std::vector<std::string>& parameters);

  Node root_;
};

// What stands between the braces of a path, in order: "account" of "/v1/accounts/{account}", "tile" of "/log/{tile...}".
std::vector<std::string> parameters_of(std::string_view path);

}  // namespace vesture::api
