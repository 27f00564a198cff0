// Whatever the bytes are: what comes out reads back as the same, and has no attribute but a link's.
#include "api/mail/safe_html.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/http/plain_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vesture::api;
  const std::string_view given(reinterpret_cast<const char*>(data), size);
  if (!is_utf8(given)) return 0;
  const auto safe = safe_text_of_html(given);
  if (!safe) return 0;
  const auto again = safe_text_of_html(safe->html);
  if (!again || again->html != safe->html || again->plain != safe->plain) std::abort();
  for (auto at = safe->html.find('='); at != std::string::npos; at = safe->html.find('=', at + 1)) {
    const auto tag = safe->html.rfind('<', at);
    const bool in_tag = tag != std::string::npos && safe->html.find('>', tag) > at;
    if (in_tag && safe->html.compare(tag, 9, "<a href=\"") != 0) std::abort();
  }
  return 0;
}
