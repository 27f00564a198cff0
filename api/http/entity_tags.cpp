#include "api/http/entity_tags.hpp"

#include "api/http/field_syntax.hpp"

namespace vesture::api {

bool names_tag(std::string_view field, std::string_view strong_tag, Comparison comparison) {
  if (trimmed(field) == "*") return true;
  FieldReader reader(field);
  const auto opaque = strong_tag.substr(1, strong_tag.size() - 2);
  do {
    reader.skip_blanks();
    const bool weak = reader.take('W');
    if ((weak && !reader.take('/')) || !reader.take('"')) return false;
    const auto tag = reader.take_until("\"");
    if (!reader.take('"')) return false;
    if (tag == opaque && (!weak || comparison == Comparison::weak)) return true;
    reader.skip_blanks();
  } while (reader.take(','));
  return false;
}

}  // namespace vesture::api
