// Whatever the bytes are, the fields that go with a content are read or refused, and what is read keeps its bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/http/content_digest.hpp"
#include "api/http/content_disposition.hpp"
#include "api/http/entity_tags.hpp"
#include "api/http/media_type.hpp"
#include "api/http/plain_text.hpp"
#include "api/http/range.hpp"

namespace api = vesture::api;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto name = api::disposition_file_name(bytes)) {
    if (!api::is_utf8(*name)) std::abort();
    // The name may be anything here: what goes out is one line, and names the same.
    const auto field = api::attachment_disposition(*name);
    if (!name->empty() && api::disposition_file_name(field) != name) std::abort();
  }
  if (const auto digests = api::parse_content_digest(bytes); digests && digests->sha256)
    if (digests->sha256->size() != 32) std::abort();
  const auto range = api::requested_range(bytes, size);
  if (const auto* part = std::get_if<api::ByteRange>(&range))
    if (part->first > part->last || part->last >= size) std::abort();
  if (const auto type = api::parse_media_type(bytes))
    if (api::parse_media_type(*type) != type) std::abort();
  api::names_tag(bytes, "\"a\"", api::Comparison::weak);
  return 0;
}
