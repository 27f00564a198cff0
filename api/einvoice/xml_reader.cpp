#include "api/einvoice/xml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/einvoice/namespaces.hpp"
#include "api/einvoice/structure_check.hpp"
#include "api/einvoice/xml_faults.hpp"
#include "api/einvoice/xml_parser.hpp"
#include "api/einvoice/xml_text.hpp"
#include "api/http/plain_text.hpp"
#include "domain/einvoice/places.hpp"

namespace vesture::api::einvoice {
namespace {

using domain::einvoice::Attribute;
using domain::einvoice::Element;
using domain::einvoice::Finding;

constexpr int kMostAttributes = 64;           // of an element, its namespaces among them
constexpr std::size_t kMostNamespaces = 256;  // in scope: libxml2 looks through them for every name
constexpr std::size_t kMostQuotesBetweenBrackets = 2000;  // see has_endless_tag

// libxml2 2.9 compares each attribute with all before it in its tag, and reads a tag whole before it tells of it: a million
// of them would take hours. So they are counted before. No value may hold a '<', so a tag's attributes stand between two of
// them, however it is written. Quotations in a text count too: hence the room.
bool has_endless_tag(std::string_view utf8) {
  std::size_t quotes = 0;
  std::size_t last = 0;
  for (auto at = utf8.find('='); at != std::string_view::npos; at = utf8.find('=', at + 1)) {
    if (utf8.substr(last, at - last).find('<') != std::string_view::npos) quotes = 0;
    const auto next = utf8.find_first_not_of(" \t\r\n", at + 1);
    const bool is_quoted = next != std::string_view::npos && (utf8[next] == '"' || utf8[next] == '\'');
    if (is_quoted && ++quotes > kMostQuotesBetweenBrackets) return true;
    last = at;
  }
  return false;
}

bool is_accepted(const std::string& encoding) {
  constexpr std::array<std::string_view, 4> kAccepted = {"", "UTF-8", "UTF8", "US-ASCII"};
  return std::ranges::any_of(kAccepted, [&](auto name) { return boost::iequals(name, encoding); });
}

// Takes the parser's events. It keeps the elements that are open, and moves each into its parent when it ends.
class TreeBuilder {
 public:
  TreeBuilder(const CheckLimits& limits, std::vector<Finding>* structure)
      : limits_(limits), structure_(structure) {}

  std::expected<Element, Finding> build(std::string_view utf8);

 private:
  // An element by the place that it has, or will have, among its parent's children, from the first element down.
  using Steps = std::vector<std::size_t>;
  struct Misfit {
    Steps steps;
    std::string message;
  };

  static xmlSAXHandler handler();
  void on_start(const StartTag& tag);
  void on_end(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri);
  void on_text(const xmlChar* text, int size);
  void check_text();
  void on_error(const xmlError& error);
  std::optional<Finding> excess(const StartTag& tag) const;
  void refuse(Finding fault);
  void note(std::vector<std::string> messages);
  void report_structure() const;

  const CheckLimits& limits_;
  std::vector<Finding>* structure_;
  std::optional<StructureCheck> check_;
  std::vector<Misfit> misfits_;
  XmlParser* parser_ = nullptr;
  std::vector<Element> open_;
  std::size_t elements_ = 0;
  std::size_t attributes_ = 0;  // of all elements
  std::optional<Element> root_;
  std::optional<Finding> fault_;  // the first one
};

TreeBuilder& builder_of(void* listener) { return *static_cast<TreeBuilder*>(listener); }

std::string name_of(const xmlChar* prefix, const xmlChar* local) {
  std::string name(view_of(prefix));
  if (!name.empty()) name += ':';
  return name += view_of(local);
}

std::vector<Attribute> attributes_of(const StartTag& tag) {
  std::vector<Attribute> attributes;
  attributes.reserve(static_cast<std::size_t>(tag.attributes));
  const xmlChar* const* pointers = tag.attribute_pointers;
  for (int i = 0; i < tag.attributes; ++i, pointers += kPointersOfAnAttribute)
    attributes.push_back(
        {name_of(pointers[1], pointers[0]),
         {reinterpret_cast<const char*>(pointers[3]), reinterpret_cast<const char*>(pointers[4])}});
  return attributes;
}

const Element& element_at(const Element& root, const std::vector<std::size_t>& steps) {
  const Element* element = &root;
  for (const auto step : steps) element = &element->children[step];
  return *element;
}

xmlSAXHandler TreeBuilder::handler() {
  xmlSAXHandler handler{};
  handler.internalSubset = [](void* self, auto...) {
    builder_of(self).refuse(document_type(builder_of(self).parser_->line()));
  };
  handler.startElementNs = [](void* self, auto... tag) { builder_of(self).on_start(StartTag{tag...}); };
  handler.endElementNs = [](void* self, auto... names) { builder_of(self).on_end(names...); };
  handler.characters = [](void* self, auto... text) { builder_of(self).on_text(text...); };
  handler.ignorableWhitespace = handler.characters;
  handler.cdataBlock = handler.characters;
  handler.serror = [](void* self, xmlError* error) { builder_of(self).on_error(*error); };
  return handler;
}

// What there is too much of with this element.
std::optional<Finding> TreeBuilder::excess(const StartTag& tag) const {
  const auto line = parser_->line();
  if (open_.size() >= limits_.depth) return over_limit(fmt::format("depth: at most {}", limits_.depth), line);
  if (elements_ >= limits_.elements)
    return over_limit(fmt::format("elements: at most {}", limits_.elements), line);
  if (attributes_ >= limits_.elements)
    return over_limit(fmt::format("attributes: at most {}", limits_.elements), line);
  if (tag.attributes + tag.namespaces > kMostAttributes)
    return over_limit(fmt::format("attributes of an element: at most {}", kMostAttributes), line);
  if (parser_->namespaces_in_scope() > kMostNamespaces)
    return over_limit(fmt::format("namespaces: at most {}", kMostNamespaces), line);
  return std::nullopt;
}

void TreeBuilder::on_start(const StartTag& tag) {
  if (auto fault = excess(tag)) return refuse(std::move(*fault));
  attributes_ += static_cast<std::size_t>(tag.attributes);
  if (elements_++ == 0 && structure_ != nullptr)
    if (const auto syntax = syntax_of_root(view_of(tag.uri), view_of(tag.local))) check_.emplace(*syntax);
  if (!open_.empty()) {
    check_text();
    open_.back().text.clear();
  }
  open_.push_back({.name = canonical_name(view_of(tag.uri), view_of(tag.local)),
                   .text = {},
                   .line = parser_->line(),
                   .attributes = attributes_of(tag),
                   .children = {}});
  if (check_) note(check_->on_start(tag));
}

// At once: libxml2 measures what it has so far for each piece that is added to it.
void TreeBuilder::check_text() {
  const auto& text = open_.back().text;
  if (check_ && !text.empty()) check_->on_text(text);
}

void TreeBuilder::on_end(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  check_text();
  if (check_) note(check_->on_end(local, prefix, uri));
  Element ended = std::move(open_.back());
  open_.pop_back();
  if (!ended.children.empty()) ended.text.clear();
  if (open_.empty())
    root_ = std::move(ended);
  else
    open_.back().children.push_back(std::move(ended));
}

void TreeBuilder::on_text(const xmlChar* text, int size) {
  // libxml2 goes on telling of texts after an error, when it tells of elements no more.
  if (fault_) return;
  open_.back().text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

void TreeBuilder::note(std::vector<std::string> messages) {
  for (auto& message : messages) {
    if (misfits_.size() >= limits_.findings) return;
    Steps steps;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) steps.push_back(open_[i].children.size());
    misfits_.push_back({std::move(steps), std::move(message)});
  }
}

void TreeBuilder::report_structure() const {
  if (structure_ == nullptr || misfits_.empty()) return;
  std::vector<const Element*> where;
  for (const auto& misfit : misfits_) where.push_back(&element_at(*root_, misfit.steps));
  const auto places = domain::einvoice::places_of(where, *root_);
  for (std::size_t i = 0; i < misfits_.size(); ++i)
    structure_->push_back(misplaced(places.at(where[i]).xpath, where[i]->line, misfits_[i].message));
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

std::expected<Element, Finding> TreeBuilder::build(std::string_view utf8) {
  XmlParser parser(utf8, handler(), this);
  parser_ = &parser;
  parser.run();
  if (fault_) return std::unexpected(std::move(*fault_));
  if (!root_ || !parser.is_well_formed()) return std::unexpected(not_well_formed({}, 0));
  report_structure();
  return std::move(*root_);
}

std::expected<Element, Finding> read_utf8(std::string_view utf8, const CheckLimits& limits,
                                          std::vector<Finding>* structure) {
  if (has_endless_tag(utf8))
    return std::unexpected(
        over_limit(fmt::format("attributes of an element: at most {}", kMostAttributes), 0));
  return TreeBuilder(limits, structure).build(utf8);
}

}  // namespace

std::expected<Element, Finding> read_xml(std::string_view document, const CheckLimits& limits,
                                         std::vector<Finding>* structure) {
  if (document.size() > limits.bytes)
    return std::unexpected(over_limit(fmt::format("bytes: at most {}", limits.bytes), 0));
  if (is_utf16(document)) {
    const auto utf8 = utf8_of_utf16(document);
    if (!utf8) return std::unexpected(other_encoding("UTF-16 with a surrogate alone"));
    return read_utf8(*utf8, limits, structure);
  }
  if (!is_utf8(document)) return std::unexpected(other_encoding("bytes that are no UTF-8"));
  const std::string declared(declared_encoding(document));
  if (!is_accepted(declared)) return std::unexpected(other_encoding(declared));
  return read_utf8(document, limits, structure);
}

}  // namespace vesture::api::einvoice
