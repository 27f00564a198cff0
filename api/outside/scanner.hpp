// Looks for malware in content that comes from outside (MAIL-18). Blocks, so not for an event loop's thread.
#pragma once

#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>

namespace vesture::api {

struct ScanResult {
  bool infected = false;
  std::string signature;  // what was found; empty where the content is clean
};

// The scanner could not be reached, went away, was too slow, was stopped or answered what cannot be read: nothing is
// known of the content, and another try may succeed.
struct ScannerUnavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The scanner does not take content of this size: another try will not succeed.
struct ScannerSizeLimit : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One content's scan, for one thread. Once a call has thrown, the scan is over.
class Scanning {
 public:
  virtual ~Scanning() = default;
  // Both throw ScannerUnavailable or ScannerSizeLimit.
  virtual void write(std::string_view piece) = 0;
  virtual ScanResult finish() = 0;  // once, after all the pieces
};

// Any thread may call.
class Scanner {
 public:
  virtual ~Scanner() = default;
  // Throws ScannerUnavailable, as the scanning does where a stop is asked for: within a second or so.
  virtual std::unique_ptr<Scanning> begin(std::stop_token stop) = 0;
};

}  // namespace vesture::api
