// Where the entries of a ZIP archive (PKWARE APPNOTE 6.3, 4.3) lie, so strictly read that two programs cannot see different
// archives in the same bytes: the directory is at the end, its entries and the local headers say the same, and together
// they cover every byte from the first on, without gaps and without overlapping. Neither libarchive nor unzip asks that.
// Any thread may call; nothing is unpacked, and memory is bounded by the directory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/signatures/container.hpp"
#include "api/signatures/findings.hpp"

namespace vesture::api::signatures {

struct ZipEntry {
  std::string name;               // the bytes that stand there; UTF-8
  std::uint16_t method = 0;       // 0 stored, 8 deflated
  std::uint64_t packed_size = 0;  // bytes
  std::uint64_t size = 0;         // bytes unpacked, as the directory has it

  bool is_folder() const { return name.ends_with('/'); }
  bool is_stored() const { return method == 0; }
};

// The entries in the order of their bytes; nullopt, with the reasons found, of what is no such archive, has a name that
// leads elsewhere, or promises more than the limits allow.
std::optional<std::vector<ZipEntry>> read_zip_layout(const Content&, const VerifyLimits&, Findings&);

// Whether the bytes begin as an archive does.
bool begins_as_zip(const Content&);

}  // namespace vesture::api::signatures
