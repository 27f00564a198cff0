// A document of libxml2 that is built element by element, and the canonical bytes of its parts. Throws std::runtime_error
// where libxml2 refuses (no memory, no UTF-8).
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <string>

#include "tools/signing/algorithms.hpp"

namespace vesture::signing {

// An element of a document, which owns it.
class Element {
 public:
  explicit Element(xmlNode* node) : node_(node) {}

  // Declares a prefix from here on down.
  Element declare(const char* prefix, const char* uri) const;
  // `name` is "prefix:local", of a prefix that is declared.
  Element add(const std::string& name) const;
  Element attribute(const std::string& name, const std::string& value) const;  // returns itself
  Element text(const std::string& content) const;                              // returns itself

  // The bytes of it and all below it, without comments.
  std::string canonical(Canonicalization) const;

 private:
  xmlNode* node_;
};

class XmlTree {
 public:
  // `name` is "prefix:local", of the namespace `uri`.
  XmlTree(const std::string& name, const char* uri);

  Element root() const { return Element(xmlDocGetRootElement(document_.get())); }
  std::string serialized() const;  // UTF-8, with its declaration

 private:
  struct Free {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  std::unique_ptr<xmlDoc, Free> document_;
};

}  // namespace vesture::signing
