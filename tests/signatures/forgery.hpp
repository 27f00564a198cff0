// Changes to signed XML as an attacker makes them: in the text, and signed again where the attacker has a key.
#pragma once

#include <string>

#include "tools/signing/identity.hpp"

namespace vesture::signing {

// `from` for `to`, once; throws where it is not there.
std::string replaced(std::string text, const std::string& from, const std::string& to);

// The first element of that name ("ds:KeyInfo"), with its tags; throws where there is none.
std::string element_of(const std::string& xml, const std::string& name);

// The signature's own elements digested anew (references "#Id", the first element with that Id), and SignedInfo signed with
// SHA-256 and exclusive canonicalization, as SignatureRequest has it by default. Digests of files are left as they are.
std::string signed_again(const std::string& xml, const Key&);

}  // namespace vesture::signing
