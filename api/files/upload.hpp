// A content that was uploaded, as routes see it: taken in, checked, scanned, and held by the vault for this request.
#pragma once

#include <cstdint>
#include <string>

#include "api/http/problem.hpp"
#include "domain/common/ids.hpp"
#include "domain/files/inspection.hpp"
#include "domain/files/scan.hpp"
#include "eventstore/log/commit.hpp"

namespace vesture::api {

struct Upload {
  std::string name;        // in normal form C; api/files/file_name.hpp says what it may be
  std::string media_type;  // "application/pdf", "text/plain; charset=utf-8"
  domain::ContentId content;
  std::uint64_t size = 0;  // bytes
  eventstore::Digest sha256{};
  eventstore::Digest commitment{};  // what an event may carry: see eventstore/vault/vault.hpp
  domain::files::Scan scan = domain::files::Scan::not_scanned;
  domain::files::Inspection inspection = {};  // where the route asks for it
};

// What a route allows, asked before a byte is read.
struct UploadAdmission {
  std::uint64_t most_bytes = 0;
  Problem if_larger = problems::too_large();
};

}  // namespace vesture::api
