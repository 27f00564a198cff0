// Reads an XML document as an e-invoice and holds it against the structure of its syntax and the rules of EN 16931
// (MAIL-17). The parser is libxml2's, bounded, without DTDs, external entities or network. Any thread may call; nothing is
// kept between calls but the schemas, which are read once.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/einvoice/finding.hpp"
#include "domain/einvoice/invoice.hpp"

namespace vesture::api::einvoice {

// Which e-invoice a document claims to be, by its first element; nullopt of everything else, also of what is no XML. Looks
// no further than that element, however long the document is. UTF-8, UTF-16, with a byte order mark or without.
std::optional<domain::einvoice::Syntax> syntax_of(std::string_view beginning);

inline constexpr std::size_t kEnoughToKnowTheSyntax = 64 << 10;  // bytes of a document's beginning

// What is over one of them is refused by the finding "XML", with the limit in its detail.
struct CheckLimits {
  std::size_t bytes = 20 << 20;
  unsigned depth = 64;             // of elements
  std::size_t elements = 500'000;  // and as many attributes
  std::size_t findings =
      100;  // of these the gravest, in the order of the document; so many of each rule are looked for
};

// What is to be read of a document for the check: one byte more than is taken, for it to see what is too large.
inline constexpr std::size_t kEnoughToCheck = CheckLimits{}.bytes + 1;

struct Checked {
  std::vector<domain::einvoice::Finding> findings;  // in the order of the document
  std::optional<domain::einvoice::Invoice>
      invoice;  // where it could be read at all, whatever rules it breaks

  bool passes() const { return invoice && !domain::einvoice::is_fatal(findings); }
};

// The whole check of a document that is meant to be an e-invoice: "XML" (well-formed, no DTD, bounds, right root), "XSD",
// then the rules. Where the XML fails nothing else is looked at; where the structure fails, the rules still are.
Checked check(std::string_view document, const CheckLimits& = {});

}  // namespace vesture::api::einvoice
