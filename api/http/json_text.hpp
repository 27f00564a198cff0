// Where JSON is written: the end of a string, with room made in advance, so that a value is a few stores and not a call
// for each piece. A page of a list writes some thousand pieces, in half of the instructions that appending to the string
// itself took.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace vesture::api::json {

// What was written is appended to the string when the Text goes.
class Text {
 public:
  explicit Text(std::string& into) : into_(into) {}
  ~Text() { into_.append(begin_.get(), used()); }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  // Where so many characters can be written; end() is told where they ended.
  char* room(std::size_t characters) {
    if (static_cast<std::size_t>(limit_ - at_) < characters) grow(characters);
    return at_;
  }
  void end(char* at) { at_ = at; }

  void put(char c) {
    char* const at = room(1);
    *at = c;
    end(at + 1);
  }
  void put(std::string_view text) { end(std::copy(text.begin(), text.end(), room(text.size()))); }
  // Of a length that the compiler knows.
  template <std::size_t N>
  void put(const std::array<char, N>& text) {
    char* const at = room(N);
    std::memcpy(at, text.data(), N);
    end(at + N);
  }

 private:
  static constexpr std::size_t kLeastRoom = 4096;

  std::size_t used() const { return static_cast<std::size_t>(at_ - begin_.get()); }
  // Kept out of line, so that room() is not.
  [[gnu::noinline, gnu::cold]] void grow(std::size_t characters) {
    const auto written = used();
    const auto size = written + std::max({characters, written, kLeastRoom});
    auto larger = std::make_unique_for_overwrite<char[]>(size);
    std::copy_n(begin_.get(), written, larger.get());
    begin_ = std::move(larger);
    at_ = begin_.get() + written;
    limit_ = begin_.get() + size;
  }

  std::string& into_;
  std::unique_ptr<char[]> begin_;
  char* at_ = nullptr;
  char* limit_ = nullptr;
};

}  // namespace vesture::api::json
