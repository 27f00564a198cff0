#include "api/einvoice/xml_faults.hpp"

#include <utility>

namespace vesture::api::einvoice {
namespace {

using domain::Text;
using domain::einvoice::Finding;
using domain::einvoice::Severity;

Finding fault(Text text, std::string detail, unsigned line) {
  return {kXmlRule, Severity::fatal, text, "/", line, std::move(detail)};
}

}  // namespace

Finding not_well_formed(std::string message, unsigned line) {
  return fault({"Datnei jābūt pareizi veidotam XML dokumentam.", "The document must be well-formed XML."},
               std::move(message), line);
}

Finding other_encoding(std::string detail) {
  return fault({"Dokumentam jābūt UTF-8 vai UTF-16 kodējumā.", "The document must be in UTF-8 or UTF-16."},
               std::move(detail), 1);
}

Finding document_type(unsigned line) {
  return fault({"Dokumentā nedrīkst būt dokumenta tipa deklarācijas (DOCTYPE).",
                "The document must not have a document type declaration (DOCTYPE)."},
               {}, line);
}

Finding over_limit(std::string limit, unsigned line) {
  return fault({"Dokuments nedrīkst būt lielāks vai sarežģītāks par pieļaujamo.",
                "The document must not be larger or more complex than is accepted."},
               std::move(limit), line);
}

Finding other_root(std::string name, unsigned line) {
  return fault({"Dokumentam jābūt UBL 2.1 rēķinam, UBL 2.1 kredītrēķinam vai UN/CEFACT CII rēķinam.",
                "The document must be a UBL 2.1 Invoice, a UBL 2.1 CreditNote or a UN/CEFACT CII invoice."},
               std::move(name), line);
}

Finding misplaced(std::string place, unsigned line, std::string message) {
  return {kStructureRule,
          Severity::fatal,
          {"Dokumenta uzbūvei jāatbilst rēķina sintakses shēmai.",
           "The document's structure must follow the schema of its syntax."},
          std::move(place),
          line,
          std::move(message)};
}

}  // namespace vesture::api::einvoice
