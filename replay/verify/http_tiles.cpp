#include "replay/verify/http_tiles.hpp"

#include <fmt/format.h>

#include "api/outside/http_client.hpp"
#include "replay/verify/interrupted.hpp"

namespace vesture::replay {

namespace {

constexpr int kTries = 10;
constexpr long kMostSecondsToWait = 300;

bool comes_again(const api::HttpAnswer& answer) {
  return (answer.status == 429 || answer.status == 503) && answer.retry_after &&
         *answer.retry_after <= kMostSecondsToWait;
}

class HttpTiles final : public TileSource {
 public:
  HttpTiles(const std::string& url, Wait wait) : url_(url), client_(url, ""), wait_(std::move(wait)) {}

  std::optional<std::string> get(const std::string& path, std::size_t most) override {
    auto answer = client_.get("/" + path, most);
    for (int tries = 1; tries < kTries && comes_again(answer); ++tries) {
      if (!wait_(std::chrono::seconds(*answer.retry_after)))
        throw Interrupted("interrupted while waiting for " + url_);
      answer = client_.get("/" + path, most);
    }
    if (answer.status == 404) return std::nullopt;
    if (answer.status != 200)
      throw std::runtime_error(fmt::format("{}, {}: answered with {}", url_, path, answer.status));
    return std::move(answer.body);
  }

 private:
  std::string url_;
  api::HttpClient client_;
  Wait wait_;
};

}  // namespace

std::unique_ptr<TileSource> open_http_tiles(const std::string& url, Wait wait) {
  return std::make_unique<HttpTiles>(url, std::move(wait));
}

}  // namespace vesture::replay
