#include "api/mail/plain_text.hpp"

#include <algorithm>

#include "api/mail/safe_link.hpp"

namespace vesture::api {

namespace {

constexpr std::string_view kBlanks = " \t\n\f\r";

// How many lines end before and after an element; 0 of one that stands in a line.
int lines_around(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_TR:
      return 1;
    case GUMBO_TAG_P:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_HR:
      return 2;
    default:
      return 0;
  }
}

bool is_list(GumboTag tag) { return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL; }
bool is_cell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

class PlainWriter {
 public:
  bool enter(const GumboNode& node) {
    if (node.type == GUMBO_NODE_ELEMENT)
      open(node);
    else
      write(node.v.text.text);
    return true;
  }

  void leave(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const auto tag = node.v.element.tag;
    if (tag == GUMBO_TAG_A) close_link(node.v.element);
    if (tag == GUMBO_TAG_PRE) --preformatted_;
    if (is_list(tag)) items_.pop_back();
    end_lines(lines_around(tag));
  }

  std::string take() { return std::move(out_); }

 private:
  void open(const GumboNode& node) {
    const auto tag = node.v.element.tag;
    end_lines(lines_around(tag));
    if (tag == GUMBO_TAG_BR) ++breaks_;
    if (tag == GUMBO_TAG_HR) append("---");
    if (tag == GUMBO_TAG_PRE) ++preformatted_;
    if (tag == GUMBO_TAG_A) links_.push_back(out_.size());
    if (is_list(tag)) items_.push_back(tag == GUMBO_TAG_OL ? 1 : 0);
    if (tag == GUMBO_TAG_LI) append(next_bullet());
    if (is_cell(tag) && node.index_within_parent != 0) append("\t");
  }

  std::string next_bullet() {
    if (items_.empty() || items_.back() == 0) return "- ";
    return std::to_string(items_.back()++) + ". ";
  }

  void close_link(const GumboElement& link) {
    std::string_view address = gumbo_get_attribute(&link.attributes, "href")->value;
    const auto begin = std::min(links_.back(), out_.size());
    links_.pop_back();
    const auto shown = out_.substr(begin);
    constexpr std::string_view kMailto = "mailto:";
    if (address.starts_with(kMailto)) address.remove_prefix(kMailto.size());
    if (shown.find(address) == std::string::npos) append(" (" + std::string(address) + ")");
  }

  void end_lines(int lines) { around_ = std::max(around_, lines); }

  void append(std::string_view text) {
    const int lines = out_.empty() ? 0 : std::max(around_, breaks_);
    if (lines == 0 && has_space_ && !out_.empty()) out_ += ' ';
    out_.append(static_cast<std::size_t>(lines), '\n').append(text);
    around_ = breaks_ = 0;
    has_space_ = false;
  }

  void write(std::string_view text) {
    if (preformatted_ != 0) return append(text);
    while (!text.empty()) {
      const auto begin = text.find_first_not_of(kBlanks);
      if (begin != 0) has_space_ = true;
      if (begin == std::string_view::npos) return;
      const auto end = std::min(text.find_first_of(kBlanks, begin), text.size());
      append(text.substr(begin, end - begin));
      text.remove_prefix(end);
    }
  }

  std::string out_;
  int around_ = 0;          // lines to be ended before the next text, for the blocks that end and begin
  int breaks_ = 0;          // the same, for <br>
  bool has_space_ = false;  // between what was written and the next text
  int preformatted_ = 0;
  std::vector<int> items_;          // of each open list: the next number; 0 where it has none
  std::vector<std::size_t> links_;  // of each open link: where its text begins
};

// CR LF and CR as LF.
std::string with_line_feeds(std::string_view text) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_return = text[i] == '\r';
    lines += is_return ? '\n' : text[i];
    if (is_return && i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return lines;
}

}  // namespace

std::string plain_text_of(const HtmlTree& safe) {
  PlainWriter writer;
  safe.walk([&](const GumboNode& node) { return writer.enter(node); },
            [&](const GumboNode& node) { writer.leave(node); });
  return writer.take();
}

std::vector<std::vector<std::string>> paragraphs_of(std::string_view plain) {
  std::vector<std::vector<std::string>> paragraphs;
  bool between = true;
  const auto text = with_line_feeds(plain);
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool blank = line.find_first_not_of(kBlanks) == std::string_view::npos;
    if (!blank && between) paragraphs.emplace_back();
    if (!blank) paragraphs.back().emplace_back(line);
    between = blank;
  }
  return paragraphs;
}

}  // namespace vesture::api
