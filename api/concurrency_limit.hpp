// How many long answers one caller has open at once: uploads, downloads, live streams, reports, histories. Any thread may call.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace vesture::api {

enum class LongAnswer { upload, download, stream, report, history };

struct ConcurrencyRules {
  std::size_t uploads = 4;
  std::size_t downloads = 8;
  std::size_t streams = 8;
  std::size_t reports = 2;
  std::size_t histories = 1;
};

class ConcurrencyLimit {
 public:
  explicit ConcurrencyLimit(ConcurrencyRules rules) : rules_(rules) {}

  // Counts until it is let go; nullptr where the caller has as many as may be. It may outlive the limit.
  std::shared_ptr<const void> take(LongAnswer kind, std::string_view caller);

 private:
  struct Open {
    std::mutex mutex;
    std::map<std::pair<LongAnswer, std::string>, std::size_t> counts;  // none of them 0
  };

  std::size_t most(LongAnswer kind) const;

  const ConcurrencyRules rules_;
  const std::shared_ptr<Open> open_ = std::make_shared<Open>();
};

}  // namespace vesture::api
