// Keys and certificates, and the two together: whoever can sign. All functions throw std::runtime_error where the bytes are
// not what they are to be.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::signing {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

struct Identity {
  Key key;
  Certificate certificate;
};

// rsa_1024 is too short for anyone to accept: for tests of that.
enum class KeyKind { rsa_1024, rsa_2048, rsa_3072, p256, p384 };

Key generate_key(KeyKind);

// PKCS#8. Encrypted ones want their password, and are asked for on the terminal where it is empty.
Key key_from_pem(std::string_view pem, const std::string& password = {});
std::string pem_of(const Key&);

// One at least, in the order of the text.
std::vector<Certificate> certificates_from_pem(std::string_view pem);
std::string pem_of(const Certificate&);
std::string der_of(const Certificate&);

// Throws unless the certificate is of the key.
Identity identity_of(Key, Certificate);

}  // namespace vesture::signing
