// The words of a text, as they are looked for: broken by Unicode's rules (UAX 29; dictionaries where a script has no
// spaces), and each word once more at whatever is neither letter, mark nor digit, so that "P-0000000001" and
// "janis@example.lv" are found by their parts. Case and diacritics do not matter: NFKC_Casefold, then decomposed without
// its non-spacing marks, then NFC.
//
// Any bytes may come: what is not UTF-8 separates words. Any thread may call.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::projections {

// Bytes of UTF-8 that are kept of one word; of a longer one its beginning.
inline constexpr std::size_t kMostWordBytes = 64;

// In their order, each once, at most `most`.
std::vector<std::string> words_of(std::string_view text, std::size_t most);

}  // namespace vesture::projections
