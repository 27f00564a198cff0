// Canonical XML of an element, by xmlsec: what digests and signatures are of. Inclusive 1.0 and 1.1 and exclusive, with
// comments or without; no other transform exists here, so that none can be asked for.
#pragma once

#include <optional>
#include <string>

#include "api/signatures/xml.hpp"

namespace vesture::api::signatures {

// Whether the element (CanonicalizationMethod, Transform) names one of them.
bool is_canonicalization(const xmlNode* method);

enum class Comments { kept, dropped };

// The bytes of `element` and all below it. `method` null: inclusive 1.0 without comments, XML Signature's default. `dropped`:
// comments are no part of it whatever the method says, as for a reference by id (XML Signature 1.1, 4.4.3.3). nullopt
// where the method is none of them.
std::optional<std::string> canonical(xmlNode* element, xmlNode* method, Comments);

}  // namespace vesture::api::signatures
