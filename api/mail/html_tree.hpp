// HTML as the tree that a browser would make of it (WHATWG HTML, 13.4, parsing a fragment in a `div`), by libgumbo.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

namespace vesture::api {

// What parsing may take. Gumbo looks through the elements that are open for most tags, and through a tag's attributes for
// each of them, so 200 kB can be made to take a minute; and formatting that is left open is repeated in each paragraph.
inline constexpr std::size_t kMostTags = 10'000;                 // counted by their "<"
inline constexpr std::size_t kMostTreeBytes = 64UL << 20;        // of memory
inline constexpr std::int64_t kMostParsingMilliseconds = 2'000;  // of the thread's processor time

class HtmlTree {
 public:
  // nullptr where it would take more than that. Never deeper in the call stack, however deep the tree.
  static std::unique_ptr<HtmlTree> parse(std::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;

  // Every node below the root, in the order of the text. `enter` gives whether to go on below the node; `leave` comes after
  // what is below.
  void walk(const std::function<bool(const GumboNode&)>& enter,
            const std::function<void(const GumboNode&)>& leave) const;

 private:
  class Memory;
  HtmlTree(std::unique_ptr<Memory> memory, const GumboNode& root);

  std::unique_ptr<Memory> memory_;
  const GumboNode& root_;
};

}  // namespace vesture::api
