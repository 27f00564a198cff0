#include "api/einvoice/schemas.hpp"

#include <libxml/catalog.h>
#include <libxml/xmlIO.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <string>

#include "api/einvoice/schema_texts.hpp"
#include "api/einvoice/xml_parser.hpp"

namespace vesture::api::einvoice {
namespace {

using domain::einvoice::Syntax;

// Schemas import each other by names that begin with this: libxml2 asks us for them, and opens no file.
constexpr std::string_view kScheme = "vesture:";

std::string_view schema_text(std::string_view name) {
  const auto texts = schema_texts();
  const auto found = std::ranges::find(texts, name, &SchemaText::name);
  assert(found != texts.end());
  return found->text;
}

int is_ours(const char* name) { return std::string_view(name).starts_with(kScheme) ? 1 : 0; }

void* open_text(const char* name) {
  return new std::string_view(schema_text(std::string_view(name).substr(kScheme.size())));
}

int read_text(void* opened, char* buffer, int size) {
  auto& rest = *static_cast<std::string_view*>(opened);
  const auto taken = rest.substr(0, static_cast<std::size_t>(size));
  std::memcpy(buffer, taken.data(), taken.size());
  rest.remove_prefix(taken.size());
  return static_cast<int>(taken.size());
}

int close_text(void* opened) {
  delete static_cast<std::string_view*>(opened);
  return 0;
}

xmlSchema& parsed(std::string_view name) {
  const auto text = schema_text(name);
  xmlSchemaParserCtxt* context = xmlSchemaNewMemParserCtxt(text.data(), static_cast<int>(text.size()));
  xmlSchema* schema = xmlSchemaParse(context);
  xmlSchemaFreeParserCtxt(context);
  assert(schema != nullptr);
  return *schema;
}

void register_ours() {
  // Or it looks into the system's catalog for where a name that is asked for might lie.
  xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
  xmlRegisterInputCallbacks(is_ours, open_text, read_text, close_text);
}

struct Schemas {
  Schemas() {
    initialise_libxml2();
    register_ours();
    ubl_invoice = &parsed("ubl_invoice.xsd");
    ubl_credit_note = &parsed("ubl_credit_note.xsd");
    cii_invoice = &parsed("cii_invoice.xsd");
  }

  xmlSchema* ubl_invoice = nullptr;
  xmlSchema* ubl_credit_note = nullptr;
  xmlSchema* cii_invoice = nullptr;
};

}  // namespace

xmlSchema& schema_of(Syntax syntax) {
  static const Schemas kSchemas;
  switch (syntax) {
    case Syntax::ubl_invoice:
      return *kSchemas.ubl_invoice;
    case Syntax::ubl_credit_note:
      return *kSchemas.ubl_credit_note;
    case Syntax::cii_invoice:
      return *kSchemas.cii_invoice;
  }
  assert(false);
  return *kSchemas.ubl_invoice;
}

}  // namespace vesture::api::einvoice
