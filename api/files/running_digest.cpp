#include "api/files/running_digest.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace vesture::api {

namespace {

void require(int done) {
  if (done != 1) throw std::runtime_error("OpenSSL: a digest failed");
}

}  // namespace

void RunningDigest::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

RunningDigest::RunningDigest(int nid) : nid_(nid), context_(EVP_MD_CTX_new()) {
  const auto* algorithm = EVP_get_digestbynid(nid);
  require(algorithm ? EVP_DigestInit_ex(context_.get(), algorithm, nullptr) : 0);
}

void RunningDigest::write(std::string_view piece) {
  require(EVP_DigestUpdate(context_.get(), piece.data(), piece.size()));
}

std::string RunningDigest::finish() {
  std::string raw(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  require(EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(raw.data()), &size));
  raw.resize(size);
  return raw;
}

}  // namespace vesture::api
