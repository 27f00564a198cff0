// What a person who signs has on the disk: keys, certificates, documents; and a whole authority for demonstrations. All
// functions throw std::runtime_error that names the file, and std::system_error where the disk fails.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tools/signing/authority.hpp"
#include "tools/signing/xades.hpp"

namespace vesture::signing {

std::vector<Certificate> read_certificates(const std::filesystem::path& pem);

// The key's file must be its owner's alone. An encrypted one is opened with the password file's first line; without such a
// file ("") OpenSSL asks on the terminal. Of several certificates the first is the key's.
Identity read_identity(const std::filesystem::path& key, const std::filesystem::path& certificate,
                       const std::filesystem::path& password_file = {});

// Named without its folder; its media type is told by its name's ending.
DataFile read_document(const std::filesystem::path&);

// Into a folder that is not there or empty: root.pem, intermediate.pem; signer, time-stamp and responder, a .pem and a .key
// (mode 0600) each; trust/signers and trust/time-stamps, for who is to trust it. Root's and intermediate's own keys are not
// kept: nothing more can be issued in their name.
void write_authority(const std::filesystem::path& folder, const TestAuthority&, const Subject& signer,
                     KeyKind);

}  // namespace vesture::signing
