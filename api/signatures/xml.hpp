// XML that somebody else wrote, as libxml2's tree: read without DTDs, entities or network, within bounds that also keep
// canonicalization cheap. A document is for one thread at a time; its nodes live as long as it does.
#pragma once

#include <libxml/tree.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/signatures/findings.hpp"

namespace vesture::api::signatures {

inline constexpr std::string_view kDsigNamespace = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view kXadesNamespace = "http://uri.etsi.org/01903/v1.3.2#";

struct XmlDocumentFree {
  void operator()(xmlDoc* document) const;
};
using XmlDocument = std::unique_ptr<xmlDoc, XmlDocumentFree>;

// UTF-8, whatever its declaration says. Null, with the reason found about `subject`, of what is not well-formed, has a
// DOCTYPE, or is beyond the bounds: 64 elements deep, 20,000 elements, 32 namespaces in scope, 256 attributes.
XmlDocument parse_xml(std::string_view bytes, std::string_view subject, Findings&);

std::string_view name_of(const xmlNode*);  // without its prefix
bool is_element(const xmlNode*, std::string_view name_space, std::string_view name);
std::vector<xmlNode*> child_elements(const xmlNode*);
std::vector<xmlNode*> child_elements(const xmlNode*, std::string_view name_space, std::string_view name);
// The one child of that name; null where there is none or more than one.
xmlNode* only_child(const xmlNode*, std::string_view name_space, std::string_view name);
// Along names of one namespace, each the only child of the one before; null where one is missing.
xmlNode* only_descendant(const xmlNode*, std::string_view name_space,
                         std::initializer_list<std::string_view> names);
// Of an attribute in no namespace.
std::optional<std::string> attribute(const xmlNode*, const char* name);
// What an element says: all its text, over comments, as canonical XML has it. Whoever adds a comment to what is signed hides
// nothing by it. nullopt where something else stands in it.
std::optional<std::string> text_of(const xmlNode*);
// The bytes that an element says in base64, spaces and line ends allowed; nullopt of anything else.
std::optional<std::string> bytes_of(const xmlNode*);

}  // namespace vesture::api::signatures
