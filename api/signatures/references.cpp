#include "api/signatures/references.hpp"

#include <algorithm>
#include <set>

namespace vesture::api::signatures {

namespace {

constexpr std::string_view kSignedPropertiesType = "http://uri.etsi.org/01903#SignedProperties";
// Each is canonicalized: signatures of real life have two to six.
constexpr std::size_t kMostSameDocument = 16;

// RFC 3986, 2.1; nullopt where a percent sign is followed by something else than two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high << 4 | low);
    i += 2;
  }
  return decoded;
}

bool is_within(const xmlNode* node, const xmlNode* ancestor) {
  while (node && node != ancestor) node = node->parent;
  return node == ancestor;
}

class ReferenceCheck {
 public:
  ReferenceCheck(const SignatureElement& signature, SignatureDocument& document,
                 const SignedContents& contents, Findings& findings)
      : signature_(signature), document_(document), contents_(contents), findings_(findings) {}

  void run() {
    for (const auto& reference : signature_.references) check(reference);
    if (!properties_signed_) findings_.add("signature.properties_unsigned");
    for (const auto& file : contents_.files)
      if (!entries_.contains(file)) findings_.add("signature.file_uncovered", file);
  }

 private:
  void check(const SignedReference& reference) {
    if (reference.uri.starts_with('#'))
      check_element(reference);
    else
      check_entry(reference);
  }

  // Not all who sign escape what RFC 3986 wants escaped. A name that can be decoded has that meaning alone: otherwise a file
  // could be called by the escaped form of the name under which it was signed.
  const EntryDigests::value_type* find_entry(const std::string& uri) const {
    const auto found = contents_.digests.find(percent_decoded(uri).value_or(uri));
    return found == contents_.digests.end() ? nullptr : &*found;
  }

  void check_entry(const SignedReference& reference) {
    const auto* entry = find_entry(reference.uri);
    if (!entry) return findings_.add("signature.reference_unresolved", reference.uri);
    if (!reference.transforms.empty()) return findings_.add("signature.transform_refused", reference.uri);
    if (!entries_.insert(entry->first).second) findings_.add("signature.reference_twice", entry->first);
    if (entry->second.at(reference.digest.algorithm->nid) != reference.digest.value)
      findings_.add("signature.digest_differs", entry->first);
  }

  xmlNode* find_element(const SignedReference& reference) {
    const auto found = document_.ids.find(std::string_view(reference.uri).substr(1));
    if (found.size() > 1) findings_.add("signature.id_twice", reference.uri);
    if (found.empty()) findings_.add("signature.reference_unresolved", reference.uri);
    if (found.size() != 1) return nullptr;
    auto* element = found.front();
    // A countersignature is of another's SignatureValue; everything else that is signed is the signature's own.
    const bool own = is_within(element, signature_.node) && !is_within(element, signature_.signed_info);
    if (own || is_element(element, kDsigNamespace, "SignatureValue")) return element;
    findings_.add("signature.reference_unresolved", reference.uri);
    return nullptr;
  }

  void check_element(const SignedReference& reference) {
    if (++same_document_ > kMostSameDocument) return findings_.add("signature.too_many_references");
    auto* element = find_element(reference);
    if (!element) return;
    if (!elements_.insert(element).second) findings_.add("signature.reference_twice", reference.uri);
    if (reference.type == kSignedPropertiesType) note_properties(element);
    auto* method = reference.transforms.empty() ? nullptr : reference.transforms.front();
    if (reference.transforms.size() > 1 || (method && !is_canonicalization(method)))
      return findings_.add("signature.transform_refused", reference.uri);
    const auto bytes = document_.canonicalizer.run(element, method, Comments::dropped);
    if (!bytes) return findings_.add(bytes.error(), reference.uri);
    if (digest_of(*reference.digest.algorithm, *bytes) != reference.digest.value)
      findings_.add("signature.digest_differs", reference.uri);
  }

  // Signed must be the properties that are shown, in the place where they are read.
  void note_properties(const xmlNode* element) {
    properties_signed_ = true;
    if (element != signature_.signed_properties) findings_.add("signature.properties_misplaced");
  }

  const SignatureElement& signature_;
  SignatureDocument& document_;
  const SignedContents& contents_;
  Findings& findings_;
  std::set<std::string, std::less<>> entries_;
  std::set<const xmlNode*> elements_;
  std::size_t same_document_ = 0;
  bool properties_signed_ = false;
};

std::string_view view(const xmlChar* text) { return reinterpret_cast<const char*>(text); }

}  // namespace

IdIndex::IdIndex(xmlDoc* document) { add(xmlDocGetRootElement(document)); }

void IdIndex::add(xmlNode* element) {
  for (const auto* attribute = element->properties; attribute; attribute = attribute->next) {
    const auto name = view(attribute->name);
    if (name != "Id" && name != "ID" && name != "id") continue;
    std::string value;
    for (const auto* part = attribute->children; part; part = part->next)
      if (part->content) value += view(part->content);
    elements_.emplace(std::move(value), element);
  }
  for (auto* child : child_elements(element)) add(child);
}

std::vector<xmlNode*> IdIndex::find(std::string_view id) const {
  std::vector<xmlNode*> found;
  const auto [begin, end] = elements_.equal_range(id);
  for (auto it = begin; it != end; ++it) found.push_back(it->second);
  return found;
}

void check_references(const SignatureElement& signature, SignatureDocument& document,
                      const SignedContents& contents, Findings& findings) {
  ReferenceCheck(signature, document, contents, findings).run();
}

}  // namespace vesture::api::signatures
