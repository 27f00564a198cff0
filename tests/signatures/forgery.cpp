#include "tests/signatures/forgery.hpp"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "eventstore/base64.hpp"
#include "tools/signing/xml_tree.hpp"

namespace vesture::signing {

namespace {

using eventstore::base64::encode;

const xmlChar* xml_text(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }
std::string text_of(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : ""; }

struct Free {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
  void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};

class Document {
 public:
  explicit Document(const std::string& xml)
      : document_(
            xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, "UTF-8", XML_PARSE_NONET)) {
    if (!document_) throw std::runtime_error("no XML: " + xml);
  }

  std::vector<xmlNode*> all(const std::string& path) const {
    const std::unique_ptr<xmlXPathContext, Free> context(xmlXPathNewContext(document_.get()));
    xmlXPathRegisterNs(context.get(), xml_text("ds"), xml_text("http://www.w3.org/2000/09/xmldsig#"));
    const std::unique_ptr<xmlXPathObject, Free> found(xmlXPathEvalExpression(xml_text(path), context.get()));
    const auto* nodes = found ? found->nodesetval : nullptr;
    if (!nodes) return {};
    return {nodes->nodeTab, nodes->nodeTab + nodes->nodeNr};
  }
  xmlNode* first(const std::string& path) const {
    const auto found = all(path);
    if (found.empty()) throw std::runtime_error("no element " + path);
    return found.front();
  }

  std::string text() const {
    xmlChar* bytes = nullptr;
    int size = 0;
    xmlDocDumpMemoryEnc(document_.get(), &bytes, &size, "UTF-8");
    std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    xmlFree(bytes);
    return text;
  }

 private:
  std::unique_ptr<xmlDoc, Free> document_;
};

std::string attribute_of(xmlNode* node, const std::string& name) {
  xmlChar* value = xmlGetProp(node, xml_text(name));
  auto text = text_of(value);
  xmlFree(value);
  return text;
}

}  // namespace

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("no " + from + " in " + text);
  return text.replace(at, from.size(), to);
}

std::string element_of(const std::string& xml, const std::string& name) {
  const auto begin = xml.find("<" + name);
  const auto end_tag = "</" + name + ">";
  const auto end = xml.find(end_tag, begin);
  if (begin == std::string::npos || end == std::string::npos)
    throw std::runtime_error("no " + name + " in " + xml);
  return xml.substr(begin, end + end_tag.size() - begin);
}

std::string signed_again(const std::string& xml, const Key& key) {
  const Document document(xml);
  for (auto* reference : document.all("//ds:SignedInfo/ds:Reference[starts-with(@URI, '#')]")) {
    auto* target = document.first("//*[@Id='" + attribute_of(reference, "URI").substr(1) + "']");
    const auto digested =
        digest(DigestMethod::sha256, Element(target).canonical(Canonicalization::exclusive));
    for (auto* child = reference->children; child; child = child->next)
      if (text_of(child->name) == "DigestValue") xmlNodeSetContent(child, xml_text(encode(digested)));
  }
  const auto signed_bytes = Element(document.first("//ds:SignedInfo")).canonical(Canonicalization::exclusive);
  const auto value = sign(key, DigestMethod::sha256, RsaPadding::pkcs1, signed_bytes);
  xmlNodeSetContent(document.first("//ds:SignatureValue"), xml_text(encode(value)));
  return document.text();
}

}  // namespace vesture::signing
