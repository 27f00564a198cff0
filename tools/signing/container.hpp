// Makes ASiC-E containers with XAdES signatures (ETSI EN 319 162-1), as .asice and .edoc files have them.
#pragma once

#include <string>
#include <vector>

#include "tools/signing/xades.hpp"

namespace vesture::signing {

struct Entry {
  std::string name;
  std::string bytes;
};

// A container's entries before they are zipped, in their order: mimetype, the files, META-INF/manifest.xml,
// META-INF/signatures0.xml and so on. Tests change what they want to see refused.
using ContainerParts = std::vector<Entry>;

// Each request is a signature over all the files. Throws std::runtime_error.
ContainerParts container_parts(const std::vector<DataFile>&, const std::vector<SignatureRequest>&);

// A ZIP archive of the entries: "mimetype" is stored, the others are deflated; no extra fields. Throws std::runtime_error,
// also of two entries with one name.
std::string zip(const ContainerParts&);

std::string make_container(const std::vector<DataFile>&, const std::vector<SignatureRequest>&);

}  // namespace vesture::signing
