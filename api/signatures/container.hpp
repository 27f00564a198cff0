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

// Whether it holds itself out as an ASiC-E container: by the name's ending (.asice, .sce, .edoc, .bdoc; whatever the bytes
// are), or, as a ZIP archive, by its mimetype or signatures in META-INF. What does not is an ordinary file.
bool is_container(std::string_view name, const Content&);

// What the verdict rests on:
// - What a signature carries must hold. A time stamp or an OCSP response whose authority is not among the trusted makes it
//   indeterminate; one that is not there is not asked for, and `checked` does not name it.
// - Certificates are held against the time of the time stamp where it is trusted, otherwise against `now`; one that has
//   expired since the time that the signer claims leaves the signature indeterminate then.
// - Every signature covers every file itself, countersignatures too.
// - Digests by SHA-1 make a signature indeterminate, MD5 is refused. Time stamps are judged at their own time.
// - Signature policies, roles, places and formats of data objects are not judged.
//
// `now` is what certificates are held against where no trusted time stamp says otherwise.
domain::signatures::ContainerVerdict verify(const Content&, const Trust&, domain::Instant now,
                                            const VerifyLimits& = {});

}  // namespace vesture::api::signatures
