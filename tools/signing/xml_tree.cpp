#include "tools/signing/xml_tree.hpp"

#include <libxml/c14n.h>

#include <stdexcept>
#include <utility>

namespace vesture::signing {

namespace {

const xmlChar* xml(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }
const xmlChar* xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

void require_made(const void* made, const std::string& what) {
  if (!made) throw std::runtime_error("XML: " + what + " could not be made");
}

std::pair<std::string, std::string> split(const std::string& name) {
  const auto colon = name.find(':');
  if (colon == std::string::npos) return {"", name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

xmlNs* namespace_of(xmlNode* node, const std::string& prefix) {
  if (prefix.empty()) return nullptr;
  xmlNs* found = xmlSearchNs(node->doc, node, xml(prefix));
  require_made(found, prefix);
  return found;
}

int is_within(void* apex, xmlNode* node, xmlNode* parent) {
  if (node == apex) return 1;
  while (parent && parent != apex) parent = parent->parent;
  return parent != nullptr ? 1 : 0;
}

int mode_of(Canonicalization method) {
  switch (method) {
    case Canonicalization::inclusive_1_0:
      return XML_C14N_1_0;
    case Canonicalization::inclusive_1_1:
      return XML_C14N_1_1;
    case Canonicalization::exclusive:
      break;
  }
  return XML_C14N_EXCLUSIVE_1_0;
}

}  // namespace

Element Element::declare(const char* prefix, const char* uri) const {
  require_made(xmlNewNs(node_, xml(uri), xml(prefix)), uri);
  return *this;
}

Element Element::add(const std::string& name) const {
  const auto [prefix, local] = split(name);
  xmlNode* child = xmlNewChild(node_, nullptr, xml(local), nullptr);
  require_made(child, name);
  xmlSetNs(child, namespace_of(child, prefix));
  return Element(child);
}

Element Element::attribute(const std::string& name, const std::string& value) const {
  const auto [prefix, local] = split(name);
  require_made(xmlNewNsProp(node_, namespace_of(node_, prefix), xml(local), xml(value)), name);
  return *this;
}

Element Element::text(const std::string& content) const {
  xmlNode* made = xmlNewDocText(node_->doc, xml(content));
  require_made(made, "a text");
  xmlAddChild(node_, made);
  return *this;
}

std::string Element::canonical(Canonicalization method) const {
  std::unique_ptr<xmlOutputBuffer, decltype(&xmlOutputBufferClose)> out(xmlAllocOutputBuffer(nullptr),
                                                                        xmlOutputBufferClose);
  require_made(out.get(), "canonical XML");
  if (xmlC14NExecute(node_->doc, is_within, node_, mode_of(method), nullptr, 0, out.get()) < 0)
    throw std::runtime_error("XML: could not be canonicalized");
  return {reinterpret_cast<const char*>(xmlOutputBufferGetContent(out.get())),
          xmlOutputBufferGetSize(out.get())};
}

XmlTree::XmlTree(const std::string& name, const char* uri) : document_(xmlNewDoc(xml("1.0"))) {
  require_made(document_.get(), "a document");
  const auto [prefix, local] = split(name);
  xmlNode* root = xmlNewDocNode(document_.get(), nullptr, xml(local), nullptr);
  require_made(root, name);
  xmlDocSetRootElement(document_.get(), root);
  xmlSetNs(root, xmlNewNs(root, xml(uri), xml(prefix)));
}

std::string XmlTree::serialized() const {
  xmlChar* bytes = nullptr;
  int size = 0;
  xmlDocDumpMemoryEnc(document_.get(), &bytes, &size, "UTF-8");
  const std::unique_ptr<xmlChar, void (*)(void*)> owner(bytes, xmlFree);
  require_made(bytes, "the text of a document");
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

}  // namespace vesture::signing
