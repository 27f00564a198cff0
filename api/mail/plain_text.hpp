// A message's text without formatting (MAIL-07): what is searched, and read where there is no HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/mail/html_tree.hpp"

namespace vesture::api {

// Of safe HTML: lines and blank lines between what stands in blocks, "- " or the number before an item of a list, a tab
// between cells, a link's address behind its text where it is another.
std::string plain_text_of(const HtmlTree& safe);

// The lines of each paragraph; blank lines divide them. Lines end in LF, CR LF or CR.
std::vector<std::vector<std::string>> paragraphs_of(std::string_view plain);

}  // namespace vesture::api
