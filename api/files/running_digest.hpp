// A digest over bytes that come in pieces, by OpenSSL. For one thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace vesture::api {

class RunningDigest {
 public:
  // OpenSSL's number of the algorithm: NID_sha256 (openssl/obj_mac.h). Throws std::runtime_error of one that it has not.
  explicit RunningDigest(int nid);
  int nid() const { return nid_; }
  void write(std::string_view piece);
  std::string finish();  // raw bytes; nothing may be written any more

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  int nid_;
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace vesture::api
