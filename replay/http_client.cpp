#include "replay/http_client.hpp"

#include <curl/curl.h>

#include <boost/url/ipv4_address.hpp>
#include <memory>
#include <stdexcept>

namespace vesture::replay {

namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr long kMostSeconds = 60;

struct EasyEnd {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FieldsEnd {
  void operator()(curl_slist* fields) const { curl_slist_free_all(fields); }
};

template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  if (const auto result = curl_easy_setopt(curl, option, value); result != CURLE_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(result));
}

// As libcurl calls it; what is not taken ends the transfer.
std::size_t take(const char* bytes, std::size_t, std::size_t size, void* body) {
  auto& taken = *static_cast<std::string*>(body);
  if (taken.size() + size > kMostBytes) return 0;
  taken.append(bytes, size);
  return size;
}

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

HttpClient::HttpClient(std::string url, std::string token) : url_(std::move(url)), token_(std::move(token)) {
  while (url_.ends_with('/')) url_.pop_back();
}

HttpAnswer HttpClient::get(const std::string& path) const { return ask(path, false); }
HttpAnswer HttpClient::post(const std::string& path) const { return ask(path, true); }

HttpAnswer HttpClient::ask(const std::string& path, bool posts) const {
  const std::unique_ptr<CURL, EasyEnd> curl(curl_easy_init());
  if (!curl) throw std::runtime_error("libcurl does not start");
  const std::string authorization = "Authorization: Bearer " + token_;
  const std::unique_ptr<curl_slist, FieldsEnd> fields(
      token_.empty() ? nullptr : curl_slist_append(nullptr, authorization.c_str()));
  HttpAnswer answer;
  set(curl.get(), CURLOPT_URL, (url_ + path).c_str());
  set(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  set(curl.get(), CURLOPT_NOSIGNAL, 1L);
  set(curl.get(), CURLOPT_TIMEOUT, kMostSeconds);
  set(curl.get(), CURLOPT_HTTPHEADER, fields.get());
  set(curl.get(), CURLOPT_WRITEFUNCTION, take);
  set(curl.get(), CURLOPT_WRITEDATA, &answer.body);
  if (posts) set(curl.get(), CURLOPT_POSTFIELDS, "");
  if (const auto result = curl_easy_perform(curl.get()); result != CURLE_OK)
    throw std::runtime_error(url_ + path + ": " + curl_easy_strerror(result));
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

void require_private(const std::string& url, bool insecure) {
  if (insecure || part_of(url, CURLUPART_SCHEME) == "https" || is_loopback(part_of(url, CURLUPART_HOST)))
    return;
  throw std::invalid_argument(url + ": a token goes over https (--insecure sends it in the clear)");
}

}  // namespace vesture::replay
