#include "api/outside/smtp.hpp"

#include <curl/curl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>

#include "api/outside/mail_message.hpp"
#include "api/outside/socket_address.hpp"

namespace vesture::api {

namespace {

// The code of a reply's last line ("250 OK"); the lines before it have a hyphen (RFC 5321, 4.2.1).
std::optional<std::uint32_t> reply_code(std::string_view line) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 4 || !std::ranges::all_of(line.substr(0, 3), is_digit) || line[3] == '-')
    return std::nullopt;
  return std::uint32_t(line[0] - '0') * 100 + std::uint32_t(line[1] - '0') * 10 +
         std::uint32_t(line[2] - '0');
}

// What is said on one connection, seen from libcurl's callbacks. CURLcode alone does not tell a lost answer from
// a refusal, so the outcome is read off the conversation: how far it came and the server's last words.
class Conversation {
 public:
  Conversation(std::string message, std::stop_token stop) : message_(std::move(message)), stop_(stop) {}

  MailOutcome outcome() const {
    if (!data_ended_) return MailRefused{last_code_ >= 500 && is_about_the_mail(), refusal_code()};
    if (!data_answer_) return MailOutcomeUnknown{};
    if (*data_answer_ < 300) return MailAccepted{};
    if (*data_answer_ < 400) return MailOutcomeUnknown{};
    return MailRefused{*data_answer_ >= 500, *data_answer_};
  }

  static std::size_t read(char* into, std::size_t size, std::size_t count, void* self) {
    return static_cast<Conversation*>(self)->give({into, size * count});
  }
  static std::size_t on_reply(char* line, std::size_t size, std::size_t count, void* self) {
    static_cast<Conversation*>(self)->note_reply({line, size * count});
    return size * count;
  }
  static int on_trace(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
    if (type == CURLINFO_HEADER_OUT) static_cast<Conversation*>(self)->note_command({data, size});
    return 0;
  }
  static int on_socket(void* self, curl_socket_t socket, curlsocktype) {
    static_cast<Conversation*>(self)->socket_ = socket;
    return CURL_SOCKOPT_OK;
  }
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Conversation*>(self)->stop_.stop_requested() ? 1 : 0;
  }

 private:
  std::size_t give(std::span<char> into) {
    const auto size = std::min(into.size(), message_.size() - given_);
    std::memcpy(into.data(), message_.data() + given_, size);
    given_ += size;
    // libcurl sends the line that ends the data only after it was told that there is no more.
    data_ended_ = size == 0;
    return size;
  }

  // libcurl says QUIT after a refusal too; what is answered to that is about nothing.
  void note_reply(std::string_view line) {
    const auto code = reply_code(line);
    if (!code || quitting_) return;
    last_code_ = *code;
    if (data_ended_ && !data_answer_) data_answer_ = *code;
  }

  // The first word alone: what follows may be a password.
  void note_command(std::string_view line) {
    const auto word = line.substr(0, line.find_first_of(" :\r\n"));
    if (word == "QUIT")
      leave();
    else
      command_ = word;
  }

  // A server that hangs would not answer QUIT either, and libcurl would wait for it, deaf to a stop.
  void leave() {
    quitting_ = true;
    ::shutdown(socket_, SHUT_RD);
  }

  bool is_about_the_mail() const { return command_ == "RCPT" || command_ == "DATA"; }
  std::uint32_t refusal_code() const { return last_code_ >= 400 ? last_code_ : 0; }

  const std::string message_;
  const std::stop_token stop_;
  std::size_t given_ = 0;
  bool data_ended_ = false;
  std::optional<std::uint32_t> data_answer_;
  std::uint32_t last_code_ = 0;
  std::string command_;
  bool quitting_ = false;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
};

void check(const SmtpOptions& options) {
  constexpr std::string_view kSmtp = "smtp://", kSmtps = "smtps://";
  const std::string_view url = options.url;
  const bool tls = url.starts_with(kSmtps);
  if (!tls && !url.starts_with(kSmtp)) throw std::invalid_argument("the URL of SMTP is smtp:// or smtps://");
  const auto address = parse_socket_address(url.substr(tls ? kSmtps.size() : kSmtp.size()));
  if (!address || !std::holds_alternative<HostAndPort>(*address))
    throw std::invalid_argument("the URL of SMTP wants a host and a port and nothing else");
  if (!is_mail_address(options.from)) throw std::invalid_argument("the sender is not an e-mail address");
  if (!options.user.empty() && !tls && options.starttls != StartTls::required)
    throw std::invalid_argument("a password goes out over TLS only: STARTTLS must be required");
}

long use_ssl(StartTls starttls) {
  if (starttls == StartTls::off) return CURLUSESSL_NONE;
  return starttls == StartTls::required ? CURLUSESSL_ALL : CURLUSESSL_TRY;
}

// Throws where libcurl does not know the option: then it would not do what it was asked.
template <class Value>
void set(CURL* curl, CURLoption option, Value value) {
  if (const auto result = curl_easy_setopt(curl, option, value); result != CURLE_OK)
    throw std::runtime_error(std::string("libcurl: ") + curl_easy_strerror(result));
}

// libcurl trusts the directory beside the file, unless there is none.
void set_trust(CURL* curl, const SmtpOptions& options) {
  if (!options.ca_directory.empty()) set(curl, CURLOPT_CAPATH, options.ca_directory.c_str());
  if (options.ca_file.empty()) return;
  set(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  set(curl, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
}

void set_server(CURL* curl, const SmtpOptions& options) {
  // The path is the name that EHLO says.
  set(curl, CURLOPT_URL, (options.url + "/" + std::string(domain_of(options.from))).c_str());
  set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(curl, CURLOPT_PROXY, "");  // not even where the environment names one
  set(curl, CURLOPT_USE_SSL, use_ssl(options.starttls));
  set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set_trust(curl, options);
  if (!options.user.empty()) {
    set(curl, CURLOPT_USERNAME, options.user.c_str());
    set(curl, CURLOPT_PASSWORD, options.password.c_str());
  }
}

void set_limits(CURL* curl, const SmtpOptions& options) {
  set(curl, CURLOPT_NOSIGNAL, 1L);  // for threads
  set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect.count()));
  set(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(options.response.count()));
  set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.whole.count()));
}

void listen_in(CURL* curl, Conversation& conversation) {
  set(curl, CURLOPT_UPLOAD, 1L);
  set(curl, CURLOPT_READFUNCTION, &Conversation::read);
  set(curl, CURLOPT_READDATA, &conversation);
  set(curl, CURLOPT_HEADERFUNCTION, &Conversation::on_reply);
  set(curl, CURLOPT_HEADERDATA, &conversation);
  set(curl, CURLOPT_VERBOSE, 1L);  // calls the debug function, which prints nothing
  set(curl, CURLOPT_DEBUGFUNCTION, &Conversation::on_trace);
  set(curl, CURLOPT_DEBUGDATA, &conversation);
  set(curl, CURLOPT_FORBID_REUSE, 1L);  // closes while the callbacks still hear it
  set(curl, CURLOPT_SOCKOPTFUNCTION, &Conversation::on_socket);
  set(curl, CURLOPT_SOCKOPTDATA, &conversation);
  set(curl, CURLOPT_NOPROGRESS, 0L);
  set(curl, CURLOPT_XFERINFOFUNCTION, &Conversation::on_progress);
  set(curl, CURLOPT_XFERINFODATA, &conversation);
}

struct Cleanup {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

}  // namespace

Smtp::Smtp(SmtpOptions options) : options_(std::move(options)) {
  check(options_);
  static std::once_flag initialised;
  std::call_once(initialised, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

MailOutcome Smtp::send(const Mail& mail, std::stop_token stop) {
  if (!is_mail_address(mail.to)) return MailRefused{true, 0};
  Conversation conversation(message_text(mail, options_.from), std::move(stop));
  const std::unique_ptr<CURL, Cleanup> curl(curl_easy_init());
  const std::unique_ptr<curl_slist, Cleanup> recipients(
      curl_slist_append(nullptr, ("<" + mail.to + ">").c_str()));
  if (!curl || !recipients) throw std::runtime_error("libcurl: no memory");
  set_server(curl.get(), options_);
  set_limits(curl.get(), options_);
  set(curl.get(), CURLOPT_MAIL_FROM, ("<" + options_.from + ">").c_str());
  set(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
  listen_in(curl.get(), conversation);
  curl_easy_perform(curl.get());  // the conversation tells more than its result
  return conversation.outcome();
}

}  // namespace vesture::api
