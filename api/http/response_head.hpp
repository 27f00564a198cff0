// The head of a response as it goes over the wire: the status line and the fields, with the empty line
// behind.
#pragma once

#include <string>
#include <string_view>

#include "api/http/message.hpp"

namespace vesture::api {

enum class Framing {
  length,   // Content-Length
  chunked,  // a stream
  close,    // a stream to an HTTP/1.0 client: ends with the connection
};

struct HeadFacts {
  std::string_view reason;  // "Not Found"
  std::string_view request_id;
  Framing framing = Framing::length;
  bool keep_alive = true;
  bool http_1_0 = false;
};

// What is not said by the response itself: Date, X-Request-Id, Connection, no sniffing, and no storing by
// caches where the response does not say otherwise, since nearly everything here is somebody's own.
std::string response_head(const Response&, const HeadFacts&);

}  // namespace vesture::api
