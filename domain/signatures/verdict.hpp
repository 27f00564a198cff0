// What was found in a signed container (MAIL-19): never more than was checked, and against the anchors that were configured
// then. "Qualified" is not said of anything.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::signatures {

// The worse the greater. Persisted numbers: never change or reuse one.
enum class State : std::uint8_t {
  none = 0,           // nothing is signed
  valid = 1,          // every check was made, and passed, against the configured anchors
  indeterminate = 2,  // nothing speaks against it, but something is missing
  invalid = 3,        // something speaks against it
};

// Why a state is not `valid`. Codes are stable: "container.entry_twice", "signature.digest_differs",
// "certificate.no_anchor"; the reasons that there are stand in reasons.hpp.
struct Reason {
  std::string code;
  std::string subject;  // the file, the entry, the certificate that it is about; may be empty
  bool operator==(const Reason&) const = default;
};

struct Signer {
  std::string name;          // the certificate's common name
  std::string code;          // its serialNumber: "PNOLV-…"; may be empty
  std::string organisation;  // may be empty
  std::string issuer;        // the common name of who issued it
  bool operator==(const Signer&) const = default;
};

struct SignatureVerdict {
  std::string id;  // "META-INF/signatures0.xml#S0"
  State state{};
  std::vector<Reason> reasons;
  std::vector<std::string> checked;  // codes of the checks that were made and passed: reasons.hpp
  Signer signer;
  std::optional<Instant> claimed_at;  // SigningTime, which only the signer says
  std::optional<Instant> stamped_at;  // of a time stamp whose authority is configured
  bool operator==(const SignatureVerdict&) const = default;
};

struct SignedFile {
  std::string name;
  std::uint64_t size = 0;  // bytes
  std::array<std::uint8_t, 32> sha256{};
  bool operator==(const SignedFile&) const = default;
};

struct ContainerVerdict {
  State state{};  // the worst of its signatures' and its own; `none` without signatures and without faults
  std::vector<Reason> reasons;    // of the container itself
  std::vector<SignedFile> files;  // its data files, in the order of the archive
  std::vector<SignatureVerdict> signatures;
  bool operator==(const ContainerVerdict&) const = default;
};

}  // namespace vesture::domain::signatures
