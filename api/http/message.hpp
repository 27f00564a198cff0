// A request and a response as routes see them: plain values, no Beast, no socket.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vesture::api {

class IncomingBody;  // api/http/streamed_body.hpp
class OutgoingBody;

struct Request {
  std::string method;                                        // upper case, as sent
  std::string path;                                          // percent-decoded nowhere: matched as it stands
  std::vector<std::pair<std::string, std::string>> query;    // decoded, in order, repeats kept
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case, in order
  std::string body;
  std::shared_ptr<IncomingBody> incoming;  // in place of `body`, where the route takes its body in pieces
  std::string peer;                        // the other end's IP address
  std::string id;                          // X-Request-Id, taken or made

  // The header's value, or "" where it is not there. `name` in lower case.
  std::string_view header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return {};
  }
};

// Server-sent events: the session writes `first`, then each piece that `next` gives, until the stream or the
// client ends. `next` is called on the session's thread: it gives what is there now (maybe ""), or nullopt to
// end; where it gives "", the session waits for `wake` to be called, or sends a ping when that takes long.
struct EventStream {
  std::function<std::optional<std::string>()> next;
  std::function<void(std::function<void()> wake)>
      subscribe;  // `wake` may be called from any thread, many times
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::shared_ptr<EventStream> stream;     // in place of a body
  std::shared_ptr<OutgoingBody> outgoing;  // in place of a body
  std::shared_ptr<const void> held;        // let go once the response has been written, or could not be
  std::string route;  // the matched route's template, for logs and metrics; "" where none matched
};

}  // namespace vesture::api
