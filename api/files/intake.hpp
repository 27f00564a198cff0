// Takes an uploaded content in: into the vault, held against the digests that the client declared, then past the malware
// scan and, where the route asks for it, looked into. A piece at a time, so that memory does not grow with the content, and
// a client sends no faster than the disk takes.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "api/files/new_content.hpp"
#include "api/files/scans.hpp"
#include "api/files/upload.hpp"
#include "api/files/upload_head.hpp"
#include "api/http/message.hpp"
#include "api/http/streamed_body.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::api {

// A content that came in with one request, and goes again with it, unless a commit refers to it.
class TakenContent {
 public:
  TakenContent(eventstore::Vault& vault, Upload upload)
      : content_(vault, upload.content), upload_(std::move(upload)) {}

  const Upload& upload() const { return upload_; }
  void note_scan(domain::files::Scan scan) { upload_.scan = scan; }
  void note_inspection(domain::files::Inspection inspection) { upload_.inspection = std::move(inspection); }
  void keep() { content_.keep(); }
  void leave_undecided() { content_.leave_undecided(); }

 private:
  NewContent content_;
  Upload upload_;
};

// Why a content was not taken in.
struct NotTaken {
  Problem problem;
  std::optional<eventstore::Digest>
      sha256;  // where the content itself was refused, not what happened on its way
};

// Says what a content is, that was taken in and scanned (api/files/inspecting.hpp). Blocks.
using Inspect = std::function<std::expected<domain::files::Inspection, Problem>(const Upload&)>;

class Intake {
 public:
  // All outlive it. What blocks is done on the pool, scanning and looking into what came in apart.
  Intake(eventstore::Vault& vault, Scans& scans, Inspect inspect, boost::asio::thread_pool& inspection_pool,
         boost::asio::thread_pool& pool)
      : vault_(vault),
        scans_(scans),
        inspect_(std::move(inspect)),
        inspection_pool_(inspection_pool),
        pool_(pool) {}

  // Reads the request's body to its end. The content is durable then. The problem is the body's (see IncomingBody::read),
  // the admission's beyond its bytes, one of files/problems.hpp, or store_failed; nothing is left in the vault then.
  boost::asio::awaitable<std::expected<std::unique_ptr<TakenContent>, NotTaken>> take(
      domain::ContentId content, const Request& request, const UploadHead& head,
      const UploadAdmission& admission, bool looked_into) const;

  // Reads the body to its end for its SHA-256 alone.
  boost::asio::awaitable<std::expected<eventstore::Digest, Problem>> read_through(IncomingBody& body) const;

 private:
  boost::asio::awaitable<std::expected<std::unique_ptr<TakenContent>, NotTaken>> store(
      domain::ContentId content, const Request& request, const UploadHead& head,
      const UploadAdmission& admission) const;
  // Past the scan, and looked into.
  boost::asio::awaitable<std::expected<void, Problem>> examine(TakenContent& taken, const Request& request,
                                                               bool looked_into) const;
  std::expected<domain::files::Inspection, Problem> inspected(const Upload& upload,
                                                              std::string_view request_id) const;

  eventstore::Vault& vault_;
  Scans& scans_;
  const Inspect inspect_;
  boost::asio::thread_pool& inspection_pool_;
  boost::asio::thread_pool& pool_;
};

}  // namespace vesture::api
