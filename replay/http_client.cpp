#include "replay/http_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/url/ipv4_address.hpp>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace vesture::replay {

namespace {

constexpr long kConnectSeconds = 10;
constexpr long kMostSeconds = 60;

struct EasyEnd {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FieldsEnd {
  void operator()(curl_slist* fields) const { curl_slist_free_all(fields); }
};

// A body as far as it is taken.
struct Body {
  std::string bytes;
  std::size_t most;
  bool is_cut = false;

  // As libcurl calls it; what is not taken ends the transfer.
  static std::size_t take(const char* data, std::size_t, std::size_t size, void* self) {
    auto& body = *static_cast<Body*>(self);
    const std::size_t taken = std::min(size, body.most - body.bytes.size());
    body.bytes.append(data, taken);
    body.is_cut = taken < size;
    return taken;
  }
};

bool is_success(long status) { return status / 100 == 2; }

// A part of the URL as libcurl, which connects, reads it.
std::string part_of(const std::string& url, CURLUPart part) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), curl_url_cleanup);
  char* text = nullptr;
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
      curl_url_get(parsed.get(), part, &text, 0) != CURLUE_OK)
    throw std::invalid_argument(url + ": is no URL");
  const std::unique_ptr<char, decltype(&curl_free)> owned(text, curl_free);
  return text;
}

bool is_loopback(const std::string& host) {
  const auto v4 = boost::urls::parse_ipv4_address(host);
  return host == "localhost" || host == "[::1]" || (v4 && v4->is_loopback());
}

}  // namespace

struct HttpClient::Curl {
  explicit Curl(const std::string& token) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    easy.reset(curl_easy_init());
    if (!easy) throw std::runtime_error("libcurl does not start");
    if (!token.empty()) fields.reset(curl_slist_append(nullptr, ("Authorization: Bearer " + token).c_str()));
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_TIMEOUT, kMostSeconds);
    set(CURLOPT_USERAGENT, "vesture-replay");
    set(CURLOPT_HTTPHEADER, fields.get());
    set(CURLOPT_WRITEFUNCTION, Body::take);
  }

  template <class Value>
  void set(CURLoption option, Value value) {
    if (const auto result = curl_easy_setopt(easy.get(), option, value); result != CURLE_OK)
      throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(result));
  }
  template <class Value>
  Value told(CURLINFO info) const {
    Value value{};
    curl_easy_getinfo(easy.get(), info, &value);
    return value;
  }

  std::unique_ptr<curl_slist, FieldsEnd> fields;
  std::unique_ptr<CURL, EasyEnd> easy;
};

HttpClient::HttpClient(std::string url, std::string token)
    : url_(std::move(url)), curl_(std::make_unique<Curl>(token)) {
  while (url_.ends_with('/')) url_.pop_back();
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::get(const std::string& path, std::size_t most) {
  curl_->set(CURLOPT_HTTPGET, 1L);
  return ask(path, most);
}

HttpAnswer HttpClient::post(const std::string& path) {
  curl_->set(CURLOPT_POSTFIELDS, "");
  return ask(path, kMostBytes);
}

HttpAnswer HttpClient::ask(const std::string& path, std::size_t most) {
  const std::string url = url_ + path;
  Body body{{}, most};
  curl_->set(CURLOPT_URL, url.c_str());
  curl_->set(CURLOPT_WRITEDATA, &body);
  const CURLcode result = curl_easy_perform(curl_->easy.get());
  HttpAnswer answer;
  answer.status = curl_->told<long>(CURLINFO_RESPONSE_CODE);
  if (body.is_cut && is_success(answer.status))
    throw std::runtime_error(fmt::format("{}: more than {} bytes", url, most));
  if (result != CURLE_OK && !body.is_cut)
    throw std::runtime_error(fmt::format("{}: {}", url, curl_easy_strerror(result)));
  answer.body = std::move(body.bytes);
  if (const auto seconds = curl_->told<curl_off_t>(CURLINFO_RETRY_AFTER); seconds > 0)
    answer.retry_after = static_cast<long>(seconds);
  return answer;
}

void require_private(const std::string& url, bool insecure) {
  if (insecure || part_of(url, CURLUPART_SCHEME) == "https" || is_loopback(part_of(url, CURLUPART_HOST)))
    return;
  throw std::invalid_argument(url + ": a token goes over https (--insecure sends it in the clear)");
}

}  // namespace vesture::replay
