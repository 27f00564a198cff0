// Cross-origin requests of browsers (the Fetch standard): which pages of other origins may call and read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message.hpp"

namespace vesture::api {

class Cors {
 public:
  // "https://portal.example", compared as they stand. None: no other origin may call.
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  // The answer to a preflight by an allowed origin; nullopt for every other request.
  std::optional<Response> preflight(const Request&) const;
  // Lets the origin ("" where the request named none) read the response, where it may.
  void allow(std::string_view origin, Response&) const;

 private:
  bool allows(std::string_view origin) const;

  std::vector<std::string> origins_;
};

}  // namespace vesture::api
