#include "api/signatures/xml.hpp"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "eventstore/base64.hpp"

namespace vesture::api::signatures {

namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostElements = 20'000;
// libxml2 looks at every namespace in scope for every element when it canonicalizes.
constexpr std::size_t kMostNamespaces = 32;
constexpr std::size_t kMostAttributes = 256;

struct Free {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

// What is counted while a document is read.
struct Progress {
  std::vector<std::size_t> namespaces;  // in scope at each open element
  std::size_t elements = 0;
  bool doctype = false;
  bool too_deep = false;
  bool too_many = false;
};

Progress& progress_of(void* context) {
  return *static_cast<Progress*>(static_cast<xmlParserCtxt*>(context)->_private);
}

void on_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  progress_of(context).doctype = true;
  xmlStopParser(static_cast<xmlParserCtxt*>(context));
}

void on_start(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri, int namespaces,
              const xmlChar** declared, int attributes, int defaulted, const xmlChar** values) {
  auto& progress = progress_of(context);
  const auto outside = progress.namespaces.empty() ? 0 : progress.namespaces.back();
  progress.namespaces.push_back(outside + static_cast<std::size_t>(namespaces));
  progress.too_deep = progress.namespaces.size() > kDeepest;
  progress.too_many = ++progress.elements > kMostElements || progress.namespaces.back() > kMostNamespaces;
  if (progress.too_deep || progress.too_many) return xmlStopParser(static_cast<xmlParserCtxt*>(context));
  xmlSAX2StartElementNs(context, name, prefix, uri, namespaces, declared, attributes, defaulted, values);
}

void on_end(void* context, const xmlChar* name, const xmlChar* prefix, const xmlChar* uri) {
  progress_of(context).namespaces.pop_back();
  xmlSAX2EndElementNs(context, name, prefix, uri);
}

// libxml2 compares each attribute with each other before it tells of the element: what has too many is not given to it.
// Attributes need a "=" each, and between them there is no "<".
bool has_crowded_tag(std::string_view bytes) {
  std::size_t signs = 0;
  for (const char c : bytes) {
    if (c == '<') signs = 0;
    if (c == '=' && ++signs > kMostAttributes) return true;
  }
  return false;
}

XmlDocument read(std::string_view bytes, Progress& progress) {
  const std::unique_ptr<xmlParserCtxt, Free> parser(xmlNewParserCtxt());
  if (!parser) throw std::bad_alloc();
  parser->_private = &progress;
  parser->sax->internalSubset = on_doctype;
  parser->sax->startElementNs = on_start;
  parser->sax->endElementNs = on_end;
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
  XmlDocument document(xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr,
                                         "UTF-8", kOptions));
  if (!parser->wellFormed || !parser->nsWellFormed) return nullptr;
  return document;
}

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

}  // namespace

void XmlDocumentFree::operator()(xmlDoc* document) const { xmlFreeDoc(document); }

XmlDocument parse_xml(std::string_view bytes, std::string_view subject, Findings& findings) {
  Progress progress;
  progress.too_many = bytes.size() > std::numeric_limits<int>::max() || has_crowded_tag(bytes);
  auto document = progress.too_many ? nullptr : read(bytes, progress);
  if (progress.doctype) findings.add("xml.doctype", subject);
  if (progress.too_deep) findings.add("xml.too_deep", subject);
  if (progress.too_many) findings.add("xml.too_many_parts", subject);
  if (progress.doctype || progress.too_deep || progress.too_many) return nullptr;
  if (!document) findings.add("xml.malformed", subject);
  return document;
}

std::string_view name_of(const xmlNode* node) { return view(node->name); }

bool is_element(const xmlNode* node, std::string_view name_space, std::string_view name) {
  return node && node->type == XML_ELEMENT_NODE && name_of(node) == name && node->ns &&
         view(node->ns->href) == name_space;
}

std::vector<xmlNode*> child_elements(const xmlNode* parent) {
  std::vector<xmlNode*> found;
  for (auto* child = parent->children; child; child = child->next)
    if (child->type == XML_ELEMENT_NODE) found.push_back(child);
  return found;
}

std::vector<xmlNode*> child_elements(const xmlNode* parent, std::string_view name_space,
                                     std::string_view name) {
  auto found = child_elements(parent);
  std::erase_if(found, [&](const xmlNode* child) { return !is_element(child, name_space, name); });
  return found;
}

xmlNode* only_child(const xmlNode* parent, std::string_view name_space, std::string_view name) {
  const auto found = child_elements(parent, name_space, name);
  return found.size() == 1 ? found.front() : nullptr;
}

xmlNode* only_descendant(const xmlNode* from, std::string_view name_space,
                         std::initializer_list<std::string_view> names) {
  xmlNode* found = nullptr;
  for (const auto name : names) {
    found = only_child(found ? found : from, name_space, name);
    if (!found) return nullptr;
  }
  return found;
}

std::optional<std::string> attribute(const xmlNode* node, const char* name) {
  const auto* found = xmlHasNsProp(node, reinterpret_cast<const xmlChar*>(name), nullptr);
  if (!found) return std::nullopt;
  std::string value;
  for (const auto* part = found->children; part; part = part->next) {
    if (part->type != XML_TEXT_NODE) return std::nullopt;
    value += view(part->content);
  }
  return value;
}

std::optional<std::string> text_of(const xmlNode* node) {
  std::string text;
  for (const auto* part = node->children; part; part = part->next) {
    if (part->type == XML_COMMENT_NODE) continue;
    if (part->type != XML_TEXT_NODE && part->type != XML_CDATA_SECTION_NODE) return std::nullopt;
    text += view(part->content);
  }
  return text;
}

std::optional<std::string> bytes_of(const xmlNode* node) {
  auto text = text_of(node);
  if (!text) return std::nullopt;
  std::erase_if(*text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  if (text->empty()) return std::nullopt;
  return eventstore::base64::decode(*text);
}

}  // namespace vesture::api::signatures
