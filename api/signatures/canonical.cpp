#include "api/signatures/canonical.hpp"

#include <xmlsec/buffer.h>
#include <xmlsec/errors.h>
#include <xmlsec/nodeset.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmlsec.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace vesture::api::signatures {

namespace {

constexpr auto kMethods = std::to_array<std::string_view>({
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
    "http://www.w3.org/2006/12/xml-c14n11",
    "http://www.w3.org/2006/12/xml-c14n11#WithComments",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments",
});

struct Free {
  void operator()(xmlSecTransformCtx* context) const { xmlSecTransformCtxDestroy(context); }
  void operator()(xmlSecNodeSet* nodes) const { xmlSecNodeSetDestroy(nodes); }
};

// xmlsec begins once for the process; it would write every failure to stderr.
void begin_xmlsec() {
  static const bool begun = [] {
    xmlSecErrorsDefaultCallbackEnableOutput(0);
    return xmlSecInit() == 0;
  }();
  if (!begun) throw std::runtime_error("xmlsec does not start");
}

bool add_method(xmlSecTransformCtx* context, xmlNode* method) {
  if (!method)
    return xmlSecTransformCtxCreateAndAppend(context, xmlSecTransformInclC14NGetKlass()) != nullptr;
  return is_canonicalization(method) &&
         xmlSecTransformCtxNodeRead(context, method, xmlSecTransformUsageC14NMethod) != nullptr;
}

}  // namespace

bool is_canonicalization(const xmlNode* method) {
  const auto uri = attribute(method, "Algorithm");
  return uri && std::ranges::find(kMethods, *uri) != kMethods.end();
}

std::expected<std::string, domain::signatures::ReasonCode> Canonicalizer::run(xmlNode* element,
                                                                              xmlNode* method,
                                                                              Comments comments) {
  constexpr domain::signatures::ReasonCode kTooCostly("signature.too_costly"),
      kRefused("signature.transform_refused");
  if (budget_.bytes < document_bytes_) return std::unexpected(kTooCostly);
  budget_.bytes -= document_bytes_;
  begin_xmlsec();
  const std::unique_ptr<xmlSecTransformCtx, Free> context(xmlSecTransformCtxCreate());
  const std::unique_ptr<xmlSecNodeSet, Free> nodes(
      xmlSecNodeSetGetChildren(element->doc, element, comments == Comments::kept ? 1 : 0, 0));
  if (!context || !nodes) throw std::bad_alloc();
  if (!add_method(context.get(), method)) return std::unexpected(kRefused);
  if (xmlSecTransformCtxXmlExecute(context.get(), nodes.get()) < 0 || !context->result)
    return std::unexpected(kRefused);
  const auto* bytes = reinterpret_cast<const char*>(xmlSecBufferGetData(context->result));
  return std::string(bytes, xmlSecBufferGetSize(context->result));
}

}  // namespace vesture::api::signatures
