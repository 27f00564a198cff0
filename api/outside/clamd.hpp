// Scanning by ClamAV's daemon over its INSTREAM command (clamd(8), "COMMANDS"), piece by piece in constant memory.
//
//   to clamd:    "zINSTREAM" NUL, then pieces, each its length (4 bytes, big-endian) and its bytes; length 0 ends
//   from clamd:  "stream: OK" NUL | "stream: <signature> FOUND" NUL | "INSTREAM size limit exceeded. ERROR" NUL
//
// clamd.conf decides what is looked at: content beyond StreamMaxLength is refused (ScannerSizeLimit), but content
// beyond MaxScanSize or MaxFileSize is called clean without being looked at, unless AlertExceedsMax is on. All
// three should be at least as large as the largest upload.
#pragma once

#include <chrono>
#include <expected>

#include "api/outside/scanner.hpp"
#include "api/outside/socket_address.hpp"

namespace vesture::api {

struct ClamdLimits {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds send{30'000};     // of one piece
  std::chrono::milliseconds answer{150'000};  // clamd itself gives up after MaxScanTime, 120 s
};

class Clamd : public Scanner {
 public:
  explicit Clamd(SocketAddress address, ClamdLimits limits = {})
      : address_(std::move(address)), limits_(limits) {}

  std::unique_ptr<Scanning> begin(std::stop_token stop) override;

 private:
  const SocketAddress address_;
  const ClamdLimits limits_;
};

enum class ScanReplyFault { size_limit, unreadable };
// Reads clamd's answer, without its NUL.
std::expected<ScanResult, ScanReplyFault> parse_scan_reply(std::string_view reply);

}  // namespace vesture::api
