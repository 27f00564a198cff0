#include "api/mail/safe_html.hpp"

#include <algorithm>
#include <vector>

#include "api/mail/html_tree.hpp"
#include "api/mail/plain_text.hpp"
#include "api/mail/safe_link.hpp"

namespace vesture::api {

namespace {

// Rounds of writing and reading back until nothing changes. More than a few are for what was made to do so.
constexpr int kMostRounds = 4;

enum class Treatment { kept, unwrapped, dropped };

// What is not named here is unwrapped: its tags go, what stands in it stays.
Treatment treatment_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_B:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_I:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_U:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_A:
      return Treatment::kept;
    // What stands in these is code, is shown elsewhere than in the text, or is read otherwise by some browsers.
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_FRAMESET:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_XMP:
    case GUMBO_TAG_PLAINTEXT:
      return Treatment::dropped;
    default:
      return Treatment::unwrapped;
  }
}

bool is_void(GumboTag tag) { return tag == GUMBO_TAG_BR || tag == GUMBO_TAG_HR; }

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE;
}

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7f; }

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    case '`':
      out += "&#96;";
      break;
    default:
      out += c;
  }
}

class SafeWriter {
 public:
  bool enter(const GumboNode& node) {
    if (is_text(node)) {
      out_ += html_escaped(node.v.text.text);
      return true;
    }
    // SVG and MathML go whole.
    if (node.type != GUMBO_NODE_ELEMENT || node.v.element.tag_namespace != GUMBO_NAMESPACE_HTML) return false;
    const auto treatment = treatment_of(node.v.element.tag);
    if (treatment == Treatment::dropped) return false;
    written_.push_back(treatment == Treatment::kept && depth_ < kMostDepth && open(node.v.element));
    if (written_.back()) ++depth_;
    return true;
  }

  void leave(const GumboNode& node) {
    if (node.type != GUMBO_NODE_ELEMENT) return;
    const bool written = written_.back();
    written_.pop_back();
    if (!written) return;
    --depth_;
    const auto tag = node.v.element.tag;
    if (!is_void(tag)) out_.append("</").append(gumbo_normalized_tagname(tag)).append(">");
  }

  std::string take() { return std::move(out_); }

 private:
  // False where the element is nothing without what cannot be kept of it.
  bool open(const GumboElement& element) {
    std::string attributes;
    if (element.tag == GUMBO_TAG_A) {
      const auto* const href = gumbo_get_attribute(&element.attributes, "href");
      const auto link = href ? safe_link(href->value) : std::nullopt;
      if (!link) return false;
      attributes = " href=\"" + html_escaped(*link) + "\" rel=\"noopener noreferrer nofollow\"";
    }
    out_.append("<").append(gumbo_normalized_tagname(element.tag)).append(attributes).append(">");
    // Of a line feed right behind <pre> a reader takes none to be text.
    if (element.tag == GUMBO_TAG_PRE) out_ += '\n';
    return true;
  }

  std::string out_;
  std::vector<bool> written_;  // of the open elements
  int depth_ = 0;              // of those that were written
};

std::string written(const HtmlTree& tree) {
  SafeWriter writer;
  tree.walk([&](const GumboNode& node) { return writer.enter(node); },
            [&](const GumboNode& node) { writer.leave(node); });
  return writer.take();
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool is_c1 = c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
    if (is_c1) ++i;
    if (!is_c1 && !is_control(c)) append_escaped(out, text[i]);
  }
  return out;
}

std::optional<SafeText> safe_text_of_html(std::string_view html) {
  auto tree = HtmlTree::parse(html);
  if (!tree) return std::nullopt;
  auto safe = written(*tree);
  for (int round = 0; round < kMostRounds; ++round) {
    tree = HtmlTree::parse(safe);
    if (!tree) return std::nullopt;
    auto again = written(*tree);
    if (again == safe) return SafeText{std::move(safe), plain_text_of(*tree)};
    safe = std::move(again);
  }
  return safe_text_of_plain(plain_text_of(*tree));
}

std::optional<SafeText> safe_text_of_plain(std::string_view text) {
  SafeText safe;
  for (const auto& paragraph : paragraphs_of(text)) {
    safe.html += "<p>";
    for (std::size_t line = 0; line < paragraph.size(); ++line) {
      if (line != 0) safe.html += "<br>";
      safe.html += html_escaped(paragraph[line]);
    }
    safe.html += "</p>";
  }
  if (std::ranges::count(safe.html, '<') > std::ptrdiff_t{kMostTags}) return std::nullopt;
  safe.plain = text;
  return safe;
}

}  // namespace vesture::api
