#include "api/einvoice/structure_check.hpp"

#include <boost/algorithm/string/trim.hpp>
#include <new>
#include <utility>

#include "api/einvoice/namespaces.hpp"
#include "api/einvoice/schemas.hpp"

namespace vesture::api::einvoice {
namespace {

// libxml2 writes "{urn:…:CommonBasicComponents-2}ID", which nobody can read twenty times in a sentence.
std::string with_prefixes(std::string_view message) {
  std::string readable;
  while (true) {
    const auto open = message.find('{');
    const auto close = message.find('}', open);
    if (close == std::string_view::npos) return readable += message;
    readable += message.substr(0, open);
    readable += canonical_name(message.substr(open + 1, close - open - 1), "");
    message.remove_prefix(close + 1);
  }
}

}  // namespace

StructureCheck::StructureCheck(domain::einvoice::Syntax syntax)
    : context_(xmlSchemaNewValidCtxt(&schema_of(syntax))) {
  if (!context_) throw std::bad_alloc();
  xmlSchemaSetValidStructuredErrors(context_.get(), on_error, this);
  // Plugged into no handler, so that it is us who says what comes first.
  plug_ = xmlSchemaSAXPlug(context_.get(), &events_, &receiver_);
  if (plug_ == nullptr) throw std::bad_alloc();
}

StructureCheck::~StructureCheck() { xmlSchemaSAXUnplug(plug_); }

std::vector<std::string> StructureCheck::on_start(const StartTag& tag) {
  events_->startElementNs(receiver_, tag.local, tag.prefix, tag.uri, tag.namespaces, tag.namespace_pointers,
                          tag.attributes, tag.defaulted, tag.attribute_pointers);
  return std::exchange(messages_, {});
}

std::vector<std::string> StructureCheck::on_end(const xmlChar* local, const xmlChar* prefix,
                                                const xmlChar* uri) {
  events_->endElementNs(receiver_, local, prefix, uri);
  return std::exchange(messages_, {});
}

void StructureCheck::on_text(std::string_view text) {
  events_->characters(receiver_, reinterpret_cast<const xmlChar*>(text.data()),
                      static_cast<int>(text.size()));
}

void StructureCheck::on_error(void* self, xmlError* error) {
  if (error->level < XML_ERR_ERROR || error->message == nullptr) return;
  static_cast<StructureCheck*>(self)->messages_.push_back(
      with_prefixes(boost::trim_copy(std::string(error->message))));
}

}  // namespace vesture::api::einvoice
