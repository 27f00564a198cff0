// Whether the references of a signature are to what they seem to be: every file of the container once, the signature's own
// properties, nothing that is not there. Bytes are compared, never what they might mean.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/signatures/canonical.hpp"
#include "api/signatures/signature_element.hpp"
#include "api/signatures/zip_layout.hpp"

namespace vesture::api::signatures {

// Where each value of an Id attribute stands in a document.
class IdIndex {
 public:
  explicit IdIndex(xmlDoc*);
  // The elements of that id, however the attribute is written ("Id", "ID", "xml:id").
  std::vector<xmlNode*> find(std::string_view id) const;

 private:
  void add(xmlNode* element);

  std::multimap<std::string, xmlNode*, std::less<>> elements_;
};

// A file of signatures, for who checks one of them.
struct SignatureDocument {
  IdIndex ids;
  Canonicalizer canonicalizer;
};

// Digests of the archive's entries: by name, then by OpenSSL's number of the algorithm.
using EntryDigests = std::map<std::string, std::map<int, std::string>, std::less<>>;

// What the container's files are to a signature.
struct SignedContents {
  std::vector<std::string> files;  // the data files' names, each to be covered
  EntryDigests digests;            // of every entry, by every algorithm that a signature names
};

void check_references(const SignatureElement&, SignatureDocument&, const SignedContents&, Findings&);

}  // namespace vesture::api::signatures
