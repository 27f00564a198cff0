#include "replay/verify/http_tiles.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <mutex>

namespace vesture::replay {

namespace {

constexpr long kConnectSeconds = 10;
constexpr long kAnswerSeconds = 60;

struct Answer {
  std::string bytes;
  std::size_t most;

  static std::size_t take(char* data, std::size_t size, std::size_t count, void* self) {
    auto& answer = *static_cast<Answer*>(self);
    if (size * count > answer.most - answer.bytes.size()) return 0;  // libcurl gives up
    answer.bytes.append(data, size * count);
    return size * count;
  }
};

class HttpTiles final : public TileSource {
 public:
  explicit HttpTiles(std::string url) : url_(std::move(url)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    curl_.reset(curl_easy_init());
    if (!curl_) throw std::runtime_error("libcurl cannot be used");
    while (url_.ends_with('/')) url_.pop_back();
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, kAnswerSeconds);
    set(CURLOPT_USERAGENT, "vesture-replay");
    set(CURLOPT_WRITEFUNCTION, &Answer::take);
  }

  std::optional<std::string> get(const std::string& path, std::size_t most) override {
    const std::string url = url_ + "/" + path;
    Answer answer{{}, most};
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_WRITEDATA, &answer);
    const CURLcode code = curl_easy_perform(curl_.get());
    if (code == CURLE_WRITE_ERROR) throw std::runtime_error(fmt::format("{}: more than {} bytes", url, most));
    if (code != CURLE_OK) throw std::runtime_error(fmt::format("{}: {}", url, curl_easy_strerror(code)));
    long status = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status == 404) return std::nullopt;
    if (status != 200) throw std::runtime_error(fmt::format("{}: answered with {}", url, status));
    return std::move(answer.bytes);
  }

 private:
  struct Cleanup {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  };

  template <class Value>
  void set(CURLoption option, Value value) {
    if (curl_easy_setopt(curl_.get(), option, value) != CURLE_OK)
      throw std::runtime_error("libcurl does not take an option");
  }

  std::string url_;
  std::unique_ptr<CURL, Cleanup> curl_;
};

}  // namespace

std::unique_ptr<TileSource> open_http_tiles(const std::string& url) {
  return std::make_unique<HttpTiles>(url);
}

}  // namespace vesture::replay
