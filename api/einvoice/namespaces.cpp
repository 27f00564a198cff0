#include "api/einvoice/namespaces.hpp"

#include <algorithm>
#include <array>

namespace vesture::api::einvoice {
namespace {

using domain::einvoice::Syntax;

struct Namespace {
  std::string_view uri;
  std::string_view prefix;  // with its colon
};

constexpr std::array kNamespaces = {
    Namespace{kUblInvoice, ""},
    Namespace{kUblCreditNote, ""},
    Namespace{"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", "cac:"},
    Namespace{"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", "cbc:"},
    Namespace{"urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2", "ext:"},
    Namespace{kCii, "rsm:"},
    Namespace{"urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100", "ram:"},
    Namespace{"urn:un:unece:uncefact:data:standard:QualifiedDataType:100", "qdt:"},
    Namespace{"urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100", "udt:"},
};

}  // namespace

std::string canonical_name(std::string_view of_namespace, std::string_view local) {
  const auto known = std::ranges::find(kNamespaces, of_namespace, &Namespace::uri);
  std::string name(known == kNamespaces.end() ? "?:" : known->prefix);
  name += local;
  return name;
}

std::optional<Syntax> syntax_of_root(std::string_view of_namespace, std::string_view local) {
  if (of_namespace == kUblInvoice && local == "Invoice") return Syntax::ubl_invoice;
  if (of_namespace == kUblCreditNote && local == "CreditNote") return Syntax::ubl_credit_note;
  if (of_namespace == kCii && local == "CrossIndustryInvoice") return Syntax::cii_invoice;
  return std::nullopt;
}

}  // namespace vesture::api::einvoice
