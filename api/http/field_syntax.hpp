// What the syntax of many header fields is made of: tokens, quoted strings, blanks and lists (RFC 9110 5.6).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::api {

bool is_token_character(char c);
bool is_token(std::string_view text);
std::string_view trimmed(std::string_view text);  // of blanks and tabs

// Reads a field's value from left to right.
class FieldReader {
 public:
  explicit FieldReader(std::string_view value) : left_(value) {}

  bool at_end() const { return left_.empty(); }
  void skip_blanks();
  // Whether the next byte is `c`; it is passed over then.
  bool take(char c);
  std::string_view take_token();  // empty where none begins here
  // Between quotation marks, with escapes resolved; nullopt where none begins here or it does not end.
  std::optional<std::string> take_quoted();
  // What stands before the next byte out of `ends`.
  std::string_view take_until(std::string_view ends);

 private:
  std::string_view left_;
};

}  // namespace vesture::api
