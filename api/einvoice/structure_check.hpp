// Holds elements against the schema of their syntax while the parser tells of them: no second pass over the document.
#pragma once

#include <libxml/xmlschemas.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/einvoice/invoice.hpp"

namespace vesture::api::einvoice {

// As libxml2's parser has them (startElementNs).
struct StartTag {
  const xmlChar* local;
  const xmlChar* prefix;
  const xmlChar* uri;
  int namespaces;
  const xmlChar** namespace_pointers;
  int attributes;
  int defaulted;
  const xmlChar** attribute_pointers;
};

class StructureCheck {
 public:
  explicit StructureCheck(domain::einvoice::Syntax);
  ~StructureCheck();
  StructureCheck(const StructureCheck&) = delete;
  StructureCheck& operator=(const StructureCheck&) = delete;

  // What is wrong with the element that begins or ends here: libxml2's messages in English, mostly none.
  std::vector<std::string> on_start(const StartTag&);
  std::vector<std::string> on_end(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri);
  // All that stands between two tags, in one piece.
  void on_text(std::string_view text);

 private:
  static void on_error(void* self, xmlError* error);

  struct Freed {
    void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
  };
  std::unique_ptr<xmlSchemaValidCtxt, Freed> context_;
  xmlSAXHandler* events_ = nullptr;  // libxml2's, which validate; called with `receiver_`
  void* receiver_ = nullptr;
  xmlSchemaSAXPlugStruct* plug_ = nullptr;
  std::vector<std::string> messages_;
};

}  // namespace vesture::api::einvoice
