// Whatever the bytes are, reading a body gives a value or a problem; what was read is written so that it
// reads as the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/http/json.hpp"

namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Part {
  std::int32_t number = 0;
  vesture::api::BoundedText<1, 20> name;
  std::optional<vesture::domain::Date> due;
};
BOOST_DESCRIBE_STRUCT(Part, (), (number, name, due))

struct Body {
  vesture::domain::Uuid id;
  vesture::domain::Instant at;
  vesture::domain::Money price;
  std::vector<Part> parts;
  std::optional<Colour> colour;
  bool urgent = false;
};
BOOST_DESCRIBE_STRUCT(Body, (), (id, at, price, parts, colour, urgent))

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vesture::api;
  const auto body = read_json<Body>({reinterpret_cast<const char*>(data), size});
  if (!body) return 0;
  std::string written, again;
  write_json(written, *body);
  const auto read = read_json<Body>(written);
  if (!read) std::abort();
  write_json(again, *read);
  if (written != again) std::abort();
  return 0;
}
