#include "api/einvoice/xml_parser.hpp"

#include <libxml/parserInternals.h>

#include <new>

namespace vesture::api::einvoice {
namespace {

// NOENT: without it an ampersand in an attribute's value comes as "&#38;". There are no entities that it could resolve.
constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC;

xmlParserCtxt* new_context(std::string_view utf8) {
  initialise_libxml2();
  // libxml2 passes over a byte order mark only where it guesses the encoding.
  if (utf8.starts_with("\xef\xbb\xbf")) utf8.remove_prefix(3);
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

XmlParser::XmlParser(std::string_view utf8, const xmlSAXHandler& handler, void* listener)
    : context_(new_context(utf8)) {
  xmlCtxtUseOptions(context_.get(), kOptions);
  // Or it guesses by the first bytes.
  context_->encoding = xmlStrdup(reinterpret_cast<const xmlChar*>("UTF-8"));
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

}  // namespace vesture::api::einvoice
