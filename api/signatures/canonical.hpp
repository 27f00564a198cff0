// Canonical XML of an element, by xmlsec: what digests and signatures are of. Inclusive 1.0 and 1.1 and exclusive, with
// comments or without; no other transform exists here, so that none can be asked for.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "api/signatures/xml.hpp"
#include "domain/signatures/reasons.hpp"

namespace vesture::api::signatures {

// Whether the element (CanonicalizationMethod, Transform) names one of them.
bool is_canonicalization(const xmlNode* method);

enum class Comments { kept, dropped };

// How much of what is asked for is still done, for all documents of a container together: who signs something may ask for
// it over and over.
struct CanonicalizationBudget {
  std::uint64_t bytes = 64 << 20;
};

// For one document.
class Canonicalizer {
 public:
  // Each run looks at the whole document, so that is what it costs.
  Canonicalizer(std::uint64_t document_bytes, CanonicalizationBudget& budget)
      : document_bytes_(document_bytes), budget_(budget) {}

  // The bytes of `element` and all below it. `method` null: inclusive 1.0 without comments, XML Signature's default.
  // `dropped`: comments are no part of it whatever the method says, as for a reference by id (XML Signature 1.1, 4.4.3.3).
  // Fails where the method is none of them, and where the budget is spent.
  std::expected<std::string, domain::signatures::ReasonCode> run(xmlNode* element, xmlNode* method, Comments);

 private:
  std::uint64_t document_bytes_;
  CanonicalizationBudget& budget_;
};

}  // namespace vesture::api::signatures
