#include "api/einvoice/xml_parser.hpp"

#include <libxml/parserInternals.h>

#include <new>

namespace vesture::api::einvoice {
namespace {

int options_of(XmlParser::DeclaredEncoding encoding) {
  // NOENT: without it an ampersand in an attribute's value comes as "&#38;". There are no entities that it could resolve.
  const int options = XML_PARSE_NONET | XML_PARSE_NOENT;
  return encoding == XmlParser::DeclaredEncoding::ignored ? options | XML_PARSE_IGNORE_ENC : options;
}

xmlParserCtxt* new_context(std::string_view utf8) {
  initialise_libxml2();
  // A document of no bytes is none to libxml2, which then gives no context.
  if (utf8.empty()) utf8 = " ";
  xmlParserCtxt* context = xmlCreateMemoryParserCtxt(utf8.data(), static_cast<int>(utf8.size()));
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

}  // namespace

void initialise_libxml2() {
  static const bool initialised = [] {
    xmlInitParser();
    return true;
  }();
  static_cast<void>(initialised);
}

XmlParser::XmlParser(std::string_view utf8, DeclaredEncoding encoding, const xmlSAXHandler& handler,
                     void* listener)
    : context_(new_context(utf8)) {
  xmlCtxtUseOptions(context_.get(), options_of(encoding));
  // After the options, which set handlers of their own.
  *context_->sax = handler;
  context_->sax->initialized = XML_SAX2_MAGIC;
  context_->userData = listener;
}

void XmlParser::Freed::operator()(xmlParserCtxt* context) const {
  // libxml2 notes the entities of a DOCTYPE in a document of its own making, also where nobody asked for one.
  xmlFreeDoc(context->myDoc);
  context->myDoc = nullptr;
  xmlFreeParserCtxt(context);
}

void XmlParser::run() { xmlParseDocument(context_.get()); }

unsigned XmlParser::line() const {
  return context_->input == nullptr ? 0 : static_cast<unsigned>(context_->input->line);
}

std::string_view XmlParser::declared_encoding() const {
  // libxml2 remembers UTF-8 in one place and those that it converts in another.
  return view_of(context_->encoding == nullptr ? context_->input->encoding : context_->encoding);
}

}  // namespace vesture::api::einvoice
