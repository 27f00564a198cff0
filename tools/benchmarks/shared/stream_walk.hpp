// Which stream a client of a load appends to next, and the version that it has then.
#pragma once

#include <cstdint>
#include <string>

namespace vesture::bench {

// All streams are there with `seeded` events each. Of `streams` streams client k of n has k, k + n, k + 2n and so on: as
// many as every client can have. It walks through them again and again, one event each, so that it knows every version
// without asking.
class StreamWalk {
 public:
  struct Step {
    std::uint64_t stream = 0;
    std::uint64_t version = 0;
  };

  // Throws std::invalid_argument where there are fewer streams than clients.
  StreamWalk(std::uint64_t client, std::uint64_t clients, std::uint64_t streams, std::uint64_t seeded);

  Step next();

 private:
  std::uint64_t client_;
  std::uint64_t clients_;
  std::uint64_t own_;
  std::uint64_t seeded_;
  std::uint64_t steps_ = 0;
};

// "order-" and the number, as peers name streams whose category is "order".
std::string stream_name(std::uint64_t stream);

}  // namespace vesture::bench
