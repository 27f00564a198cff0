#include "api/mail/html_tree.hpp"

#include <setjmp.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <memory_resource>
#include <utility>
#include <vector>

namespace vesture::api {

namespace {

std::int64_t processor_milliseconds() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::int64_t{spent.tv_sec} * 1000 + spent.tv_nsec / 1'000'000;
}

bool has_children(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

}  // namespace

// All of a tree's memory, given back at once: gumbo's own way back calls itself as deep as the tree is. Where a bound is
// met, parsing ends by a jump, which leaves gumbo's plain C frames alone.
class HtmlTree::Memory {
 public:
  const GumboOutput* parse(std::string_view html) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = [](void* self, std::size_t bytes) noexcept {
      return static_cast<Memory*>(self)->give(bytes);
    };
    options.deallocator = [](void*, void*) noexcept {};
    options.userdata = this;
    options.max_errors = 0;
    options.fragment_context = GUMBO_TAG_DIV;
    if (setjmp(bound_met_) != 0) return nullptr;
    return gumbo_parse_with_options(&options, html.data(), html.size());
  }

 private:
  void* give(std::size_t bytes) {
    constexpr unsigned kBetweenLooksAtTheClock = 64;
    given_ += bytes;
    const bool look = ++calls_ % kBetweenLooksAtTheClock == 0;
    if (given_ > kMostTreeBytes || (look && processor_milliseconds() > ends_at_)) longjmp(bound_met_, 1);
    return memory_.allocate(bytes);
  }

  std::pmr::monotonic_buffer_resource memory_;
  std::size_t given_ = 0;
  unsigned calls_ = 0;
  const std::int64_t ends_at_ = processor_milliseconds() + kMostParsingMilliseconds;
  jmp_buf bound_met_;
};

HtmlTree::HtmlTree(std::unique_ptr<Memory> memory, const GumboNode& root)
    : memory_(std::move(memory)), root_(root) {}

HtmlTree::~HtmlTree() = default;

std::unique_ptr<HtmlTree> HtmlTree::parse(std::string_view html) {
  if (static_cast<std::size_t>(std::ranges::count(html, '<')) > kMostTags) return nullptr;
  auto memory = std::make_unique<Memory>();
  const GumboOutput* const output = memory->parse(html);
  if (!output) return nullptr;
  return std::unique_ptr<HtmlTree>(new HtmlTree(std::move(memory), *output->root));
}

void HtmlTree::walk(const std::function<bool(const GumboNode&)>& enter,
                    const std::function<void(const GumboNode&)>& leave) const {
  struct Open {
    const GumboNode& node;
    unsigned next = 0;  // child
  };
  std::vector<Open> open{{root_}};
  while (!open.empty()) {
    auto& [node, next] = open.back();
    const GumboVector& children = node.v.element.children;
    if (next == children.length) {
      if (open.size() > 1) leave(node);
      open.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children.data[next++]);
    if (!enter(child)) continue;
    if (has_children(child))
      open.push_back({child});
    else
      leave(child);
  }
}

}  // namespace vesture::api
