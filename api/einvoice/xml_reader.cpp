#include "api/einvoice/xml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/einvoice/namespaces.hpp"
#include "api/einvoice/xml_faults.hpp"
#include "api/einvoice/xml_parser.hpp"
#include "api/einvoice/xml_text.hpp"
#include "api/http/plain_text.hpp"

namespace vesture::api::einvoice {
namespace {

using domain::einvoice::Attribute;
using domain::einvoice::Element;
using domain::einvoice::Finding;

constexpr std::size_t kMostAttributes = 64;   // of an element, its namespaces among them
constexpr std::size_t kMostNamespaces = 256;  // in scope: libxml2 looks through them for every name
constexpr std::size_t kMostQuotesBetweenBrackets = 2000;  // see has_endless_tag

// libxml2 2.9 compares each attribute with all before it in its tag, and reads a tag whole before it tells of it: a million
// of them would take hours. So they are counted before. No value may hold a '<', so a tag's attributes stand between two of
// them, however it is written. Quotations in a text count too: hence the room.
bool has_endless_tag(std::string_view utf8) {
  std::size_t quotes = 0;
  char before = 0;  // the last character that is no space
  for (const char c : utf8) {
    if (c == '<')
      quotes = 0;
    else if ((c == '"' || c == '\'') && before == '=' && ++quotes > kMostQuotesBetweenBrackets)
      return true;
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') before = c;
  }
  return false;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// Takes the parser's events. It keeps the elements that are open, and moves each into its parent when it ends.
class TreeBuilder {
 public:
  explicit TreeBuilder(const CheckLimits& limits) : limits_(limits) {}

  std::expected<Element, Finding> build(std::string_view utf8, XmlParser::DeclaredEncoding);

 private:
  static xmlSAXHandler handler();
  void on_document();
  void on_element(Element element, std::size_t attributes);
  void on_end();
  void on_text(std::string_view text) { open_.back().text += text; }
  void on_error(const xmlError& error);
  void refuse(Finding fault);

  const CheckLimits& limits_;
  XmlParser* parser_ = nullptr;
  std::vector<Element> open_;
  std::size_t elements_ = 0;
  std::optional<Element> root_;
  std::optional<Finding> fault_;  // the first one
};

TreeBuilder& builder_of(void* listener) { return *static_cast<TreeBuilder*>(listener); }

std::string name_of(const xmlChar* prefix, const xmlChar* local) {
  std::string name(view_of(prefix));
  if (!name.empty()) name += ':';
  return name += view_of(local);
}

std::vector<Attribute> attributes_of(const xmlChar* const* pointers, int count) {
  std::vector<Attribute> attributes;
  attributes.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i, pointers += kPointersOfAnAttribute)
    attributes.push_back(
        {name_of(pointers[1], pointers[0]),
         {reinterpret_cast<const char*>(pointers[3]), reinterpret_cast<const char*>(pointers[4])}});
  return attributes;
}

xmlSAXHandler TreeBuilder::handler() {
  xmlSAXHandler handler{};
  handler.startDocument = [](void* self) { builder_of(self).on_document(); };
  handler.internalSubset = [](void* self, auto...) {
    builder_of(self).refuse(document_type(builder_of(self).parser_->line()));
  };
  handler.startElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar* uri,
                              int namespaces, const xmlChar**, int attributes, int,
                              const xmlChar** pointers) {
    Element element{.name = canonical_name(view_of(uri), view_of(local)),
                    .text = {},
                    .line = builder_of(self).parser_->line(),
                    .attributes = attributes_of(pointers, attributes),
                    .children = {}};
    builder_of(self).on_element(std::move(element), static_cast<std::size_t>(namespaces + attributes));
  };
  handler.endElementNs = [](void* self, auto...) { builder_of(self).on_end(); };
  handler.characters = [](void* self, const xmlChar* text, int size) {
    builder_of(self).on_text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  };
  handler.ignorableWhitespace = handler.characters;
  handler.cdataBlock = handler.characters;
  handler.serror = [](void* self, xmlError* error) { builder_of(self).on_error(*error); };
  return handler;
}

void TreeBuilder::on_document() {
  constexpr std::array<std::string_view, 4> kAccepted = {"", "UTF-8", "UTF8", "US-ASCII"};
  const std::string declared(parser_->declared_encoding());
  if (std::ranges::none_of(kAccepted, [&](auto name) { return boost::iequals(name, declared); }))
    refuse(other_encoding(declared));
}

void TreeBuilder::on_element(Element element, std::size_t attributes) {
  if (open_.size() >= limits_.depth)
    return refuse(over_limit(fmt::format("depth: at most {}", limits_.depth), element.line));
  if (++elements_ > limits_.elements)
    return refuse(over_limit(fmt::format("elements: at most {}", limits_.elements), element.line));
  if (attributes > kMostAttributes || parser_->namespaces_in_scope() > kMostNamespaces)
    return refuse(
        over_limit(fmt::format("attributes of an element: at most {}", kMostAttributes), element.line));
  open_.push_back(std::move(element));
}

void TreeBuilder::on_end() {
  Element ended = std::move(open_.back());
  open_.pop_back();
  if (!ended.children.empty() && is_blank(ended.text)) ended.text.clear();
  if (open_.empty())
    root_ = std::move(ended);
  else
    open_.back().children.push_back(std::move(ended));
}

void TreeBuilder::on_error(const xmlError& error) {
  if (error.level < XML_ERR_ERROR || fault_) return;
  fault_ = not_well_formed(boost::trim_copy(std::string(error.message == nullptr ? "" : error.message)),
                           static_cast<unsigned>(error.line));
}

void TreeBuilder::refuse(Finding fault) {
  if (!fault_) fault_ = std::move(fault);
  parser_->stop();
}

std::expected<Element, Finding> TreeBuilder::build(std::string_view utf8,
                                                   XmlParser::DeclaredEncoding encoding) {
  XmlParser parser(utf8, encoding, handler(), this);
  parser_ = &parser;
  parser.run();
  if (fault_) return std::unexpected(std::move(*fault_));
  if (!root_ || !parser.is_well_formed()) return std::unexpected(not_well_formed({}, 0));
  return std::move(*root_);
}

std::expected<Element, Finding> read_utf8(std::string_view utf8, XmlParser::DeclaredEncoding encoding,
                                          const CheckLimits& limits) {
  if (has_endless_tag(utf8))
    return std::unexpected(
        over_limit(fmt::format("attributes of an element: at most {}", kMostAttributes), 0));
  return TreeBuilder(limits).build(utf8, encoding);
}

}  // namespace

std::expected<Element, Finding> read_xml(std::string_view document, const CheckLimits& limits) {
  if (document.size() > limits.bytes)
    return std::unexpected(over_limit(fmt::format("bytes: at most {}", limits.bytes), 0));
  if (is_utf16(document)) {
    const auto utf8 = utf8_of_utf16(document);
    if (!utf8) return std::unexpected(other_encoding("UTF-16 with a surrogate alone"));
    return read_utf8(*utf8, XmlParser::DeclaredEncoding::ignored, limits);
  }
  if (!is_utf8(document)) return std::unexpected(other_encoding("bytes that are no UTF-8"));
  return read_utf8(document, XmlParser::DeclaredEncoding::obeyed, limits);
}

}  // namespace vesture::api::einvoice
