// A page of HTML that prints well on A4: a title, fields, what follows. Nothing in it runs or loads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

class Paper {
 public:
  explicit Paper(domain::Language language) : language_(language) {}

  domain::Language language() const { return language_; }

  // A labelled line below the title; none where there is no value.
  void line(domain::Text label, std::string_view value);
  void line(domain::Text label, const std::optional<domain::Instant>& at);

  // The whole document. `title` is text; `body` is HTML, escaped and safe already.
  std::string finish(std::string_view title, std::string_view body) const;

 private:
  domain::Language language_;
  std::string fields_;
};

// The Content-Security-Policy under which such a page is given: its own style sheet, and nothing else.
std::string_view paper_policy();

}  // namespace vesture::api
