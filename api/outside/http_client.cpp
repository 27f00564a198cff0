#include "api/outside/http_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/url/ipv4_address.hpp>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <stop_token>

namespace vesture::api {

namespace {

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

// As libcurl calls it about once a second, and whenever something moves; not 0 ends the transfer.
int on_progress(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

bool is_success(long status) { return status / 100 == 2; }

using ParsedUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

// As libcurl, which connects, reads it. What is none is not repeated: there may be a password in it.
ParsedUrl parsed_url(const std::string& url) {
  ParsedUrl parsed(curl_url(), curl_url_cleanup);
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_GUESS_SCHEME) != CURLUE_OK)
    throw std::invalid_argument("what was given is no URL");
  return parsed;
}

bool has_part(const ParsedUrl& url, CURLUPart part) {
  char* text = nullptr;
  const auto found = curl_url_get(url.get(), part, &text, 0);
  curl_free(text);
  return found == CURLUE_OK;
}

std::string part_of(const std::string& url, CURLUPart part) {
  const auto parsed = parsed_url(url);
  char* text = nullptr;
  if (curl_url_get(parsed.get(), part, &text, 0) != CURLUE_OK)
    throw std::invalid_argument("what was given is no URL");
  const std::unique_ptr<char, decltype(&curl_free)> owned(text, curl_free);
  return text;
}

// The URL stands in what is logged of a failure.
const std::string& required_without_secrets(const std::string& url) {
  const auto parsed = parsed_url(url);
  if (has_part(parsed, CURLUPART_USER) || has_part(parsed, CURLUPART_PASSWORD))
    throw std::invalid_argument("a URL with a user's name or password is not taken: give a token");
  return url;
}

bool is_loopback(const std::string& host) {
  const auto v4 = boost::urls::parse_ipv4_address(host);
  return host == "localhost" || host == "[::1]" || (v4 && v4->is_loopback());
}

}  // namespace

struct HttpClient::Curl {
  Curl(const std::string& token, const HttpTimes& times) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    easy.reset(curl_easy_init());
    if (!easy) throw std::runtime_error("libcurl does not start");
    if (!token.empty()) add(fields, "Authorization: Bearer " + token);
    if (!token.empty()) add(json_fields, "Authorization: Bearer " + token);
    add(json_fields, "Content-Type: application/json");
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(times.connect.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(times.whole.count()));
    set(CURLOPT_USERAGENT, "vesture");
    set(CURLOPT_WRITEFUNCTION, Body::take);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, on_progress);
  }

  using Fields = std::unique_ptr<curl_slist, FieldsEnd>;

  static void add(Fields& to, const std::string& field) {
    auto* longer = curl_slist_append(to.get(), field.c_str());
    if (!longer) throw std::runtime_error("libcurl: no memory");
    (void)to.release();
    to.reset(longer);
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

  Fields fields;
  Fields json_fields;
  std::unique_ptr<CURL, EasyEnd> easy;
};

HttpClient::HttpClient(const std::string& url, const std::string& token, HttpTimes times)
    : url_(required_without_secrets(url)), curl_(std::make_unique<Curl>(token, times)) {
  while (url_.ends_with('/')) url_.pop_back();
  if (is_loopback(part_of(url_, CURLUPART_HOST))) curl_->set(CURLOPT_PROXY, "");
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::get(const std::string& path, std::size_t most) {
  curl_->set(CURLOPT_HTTPGET, 1L);
  curl_->set(CURLOPT_HTTPHEADER, curl_->fields.get());
  return ask(path, most, {});
}

HttpAnswer HttpClient::post(const std::string& path) {
  curl_->set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t{0});
  curl_->set(CURLOPT_POSTFIELDS, "");
  curl_->set(CURLOPT_HTTPHEADER, curl_->fields.get());
  return ask(path, kMostBytes, {});
}

HttpAnswer HttpClient::post_json(const std::string& path, const std::string& body, std::size_t most,
                                 std::stop_token stop) {
  curl_->set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_->set(CURLOPT_POSTFIELDS, body.data());
  curl_->set(CURLOPT_HTTPHEADER, curl_->json_fields.get());
  return ask(path, most, std::move(stop));
}

HttpAnswer HttpClient::ask(const std::string& path, std::size_t most, std::stop_token stop) {
  const std::string url = url_ + path;
  Body body{{}, most};
  curl_->set(CURLOPT_URL, url.c_str());
  curl_->set(CURLOPT_WRITEDATA, &body);
  curl_->set(CURLOPT_XFERINFODATA, &stop);
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

bool is_private(const std::string& url) {
  return part_of(url, CURLUPART_SCHEME) == "https" || is_loopback(part_of(url, CURLUPART_HOST));
}

}  // namespace vesture::api
