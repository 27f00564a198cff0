#include <string>

#include "api/einvoice/check.hpp"
#include "api/einvoice/namespaces.hpp"
#include "api/einvoice/xml_parser.hpp"
#include "api/einvoice/xml_text.hpp"

namespace vesture::api::einvoice {
namespace {

using domain::einvoice::Syntax;

struct FirstElement {
  XmlParser* parser = nullptr;
  std::optional<Syntax> syntax;
};

// Declarations of a DOCTYPE before the element are skipped: nobody takes them, so nothing of them can be expanded.
xmlSAXHandler handler() {
  xmlSAXHandler handler{};
  handler.startElementNs = [](void* self, const xmlChar* local, const xmlChar*, const xmlChar* uri, auto...) {
    auto& first = *static_cast<FirstElement*>(self);
    first.syntax = syntax_of_root(view_of(uri), view_of(local));
    first.parser->stop();
  };
  handler.serror = [](auto...) {};  // or libxml2 writes what it finds to the error output
  return handler;
}

std::optional<Syntax> syntax_of_utf8(std::string_view utf8) {
  FirstElement first;
  XmlParser parser(utf8, handler(), &first);
  first.parser = &parser;
  parser.go_on_after_errors();
  parser.run();
  return first.syntax;
}

}  // namespace

std::optional<Syntax> syntax_of(std::string_view beginning) {
  beginning = beginning.substr(0, kEnoughToKnowTheSyntax);
  if (!is_utf16(beginning)) return syntax_of_utf8(beginning);
  const auto utf8 = utf8_of_utf16(beginning);
  return utf8 ? syntax_of_utf8(*utf8) : std::nullopt;
}

}  // namespace vesture::api::einvoice
