#include <openssl/pem.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "api/signatures/trust_stores.hpp"

namespace vesture::api::signatures {

namespace {

namespace fs = std::filesystem;
using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free>>;

// All the certificates of a PEM file; throws where there is none, or something between them cannot be read.
void add_file(X509_STORE* store, const fs::path& path) {
  const Quiet quiet;
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  std::size_t count = 0;
  while (const Certificate certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    if (X509_STORE_add_cert(store, certificate.get()) != 1)
      throw std::runtime_error(path.string() + " has a certificate that cannot be used");
    ++count;
  }
  const bool at_the_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  if (!in || count == 0 || !at_the_end) throw std::runtime_error(path.string() + " is no certificate (PEM)");
}

Store store_of(const fs::path& directory) {
  Store store(X509_STORE_new());
  if (!store) throw std::bad_alloc();
  if (directory.empty()) return store;
  if (!fs::is_directory(directory)) throw std::runtime_error(directory.string() + " is no directory");
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.is_regular_file()) add_file(store.get(), entry.path());
  return store;
}

}  // namespace

Trust::Trust() : Trust(Directories{}) {}
Trust::Trust(const Directories& directories)
    : stores_(new Stores{store_of(directories.signers), store_of(directories.time_stamps),
                         store_of(directories.responders)}) {}
Trust::~Trust() = default;
Trust::Trust(Trust&&) noexcept = default;
Trust& Trust::operator=(Trust&&) noexcept = default;

}  // namespace vesture::api::signatures
