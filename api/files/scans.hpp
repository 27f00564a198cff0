// The malware scans of what was uploaded (MAIL-18): out of the vault, once the content is whole, so that a client that
// sends slowly holds no scanner; and on threads of their own, so that a scanner that hangs holds nothing else.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <expected>
#include <memory>
#include <stop_token>
#include <string_view>

#include "api/files/turns.hpp"
#include "api/http/problem.hpp"
#include "api/outside/scanner.hpp"
#include "domain/common/ids.hpp"
#include "domain/files/scan.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::api {

struct ScanRules {
  unsigned at_once = 8;                    // more than the uploads that one caller may have open
  std::chrono::milliseconds wait{10'000};  // for one of those to end, at most
};

class Scans {
 public:
  // `scanner` outlives it; nullptr where none is configured.
  Scans(Scanner* scanner, ScanRules rules);
  ~Scans();  // stops
  Scans(const Scans&) = delete;
  Scans& operator=(const Scans&) = delete;

  // Of a finished content. The problem is malware_found, too_large_to_scan, scanner_unavailable (also where the
  // wait became too long) or store_failed. The id is for the log.
  boost::asio::awaitable<std::expected<domain::files::Scan, Problem>> scan(const eventstore::Vault& vault,
                                                                           domain::ContentId content,
                                                                           std::string_view request_id);
  // Scans that go on end within a second or so as scanner_unavailable, what waits or comes later at once. Any thread.
  void stop();

 private:
  Scanner* const scanner_;
  const ScanRules rules_;
  std::stop_source stop_;
  Turns turns_;
  boost::asio::thread_pool pool_;
};

}  // namespace vesture::api
