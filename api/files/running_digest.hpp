// SHA-256 and SHA-512 over bytes that come in pieces, by OpenSSL. For one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace vesture::api {

class RunningDigest {
 public:
  enum class Algorithm { sha256, sha512 };

  explicit RunningDigest(Algorithm algorithm);
  void write(std::string_view piece);
  std::string finish();  // raw bytes; nothing may be written any more

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace vesture::api
