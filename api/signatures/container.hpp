// Opens an ASiC-E container (ETSI EN 319 162-1; .asice, .edoc, .bdoc) and verifies its XAdES signatures (ETSI EN 319 132-1)
// against configured trust anchors (MAIL-19). Nothing is fetched, nothing in the container is executed or written to a
// disk; time and memory are bounded. Any thread may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/text.hpp"
#include "domain/common/time.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::api::signatures {

// Bytes that can be read at any place, more than once.
class Content {
 public:
  virtual ~Content() = default;
  virtual std::uint64_t size() const = 0;
  // At most `most` bytes from `offset` on; fewer where that is convenient, none only at the end.
  virtual std::string read(std::uint64_t offset, std::size_t most) const = 0;
};

// The certificates that a deployment trusts, each kind from a directory of PEM files of its own. Empty: every signature that
// checks otherwise is indeterminate.
class Trust {
 public:
  struct Directories {
    std::filesystem::path signers;      // who issues certificates of signers; "" for none
    std::filesystem::path time_stamps;  // who issues certificates of time-stamping units
    std::filesystem::path
        responders;  // who issues certificates of OCSP responders, beside a signer's own issuer
  };
  Trust();  // trusts nobody
  // Throws std::runtime_error that says which file is no certificate.
  explicit Trust(const Directories&);
  ~Trust();
  Trust(Trust&&) noexcept;
  Trust& operator=(Trust&&) noexcept;

  struct Stores;
  const Stores& stores() const { return *stores_; }

 private:
  std::unique_ptr<Stores> stores_;
};

struct VerifyLimits {
  std::size_t entries = 1'000;                 // of the archive
  std::uint64_t unpacked_bytes = 1ULL << 30;   // of all files together
  std::uint64_t most_expansion = 200;          // unpacked bytes for each packed one, of a file above 1 MiB
  std::size_t signature_file_bytes = 4 << 20;  // of each signatures*.xml, and of the manifest
  std::size_t signatures = 50;
};

// Whether it is a ZIP archive that holds itself out as an ASiC container: its mimetype, or signatures in META-INF, or the
// name's ending. What it is not, is an ordinary file.
bool is_container(std::string_view name, const Content&);

// `now` is what certificates are held against where no trusted time stamp says otherwise.
domain::signatures::ContainerVerdict verify(const Content&, const Trust&, domain::Instant now,
                                            const VerifyLimits& = {});

}  // namespace vesture::api::signatures
