// The anchors that a deployment trusts, as OpenSSL's stores. Read once, then shared by all threads.
#pragma once

#include <filesystem>
#include <vector>

#include "api/signatures/container.hpp"
#include "api/signatures/openssl.hpp"

namespace vesture::api::signatures {

using Store = std::unique_ptr<X509_STORE, OpensslFree<X509_STORE_free>>;

struct Trust::Stores {
  Store signers;
  Store time_stamps;
  Store responders;
};

}  // namespace vesture::api::signatures
