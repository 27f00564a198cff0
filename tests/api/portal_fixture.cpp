#include "tests/api/portal_fixture.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <charconv>

#include "tests/api/raw_client.hpp"

namespace vesture::api {

namespace {

namespace bj = boost::json;

Said said_of(Answer answer) {
  Said said{answer.status, std::move(answer.fields), std::move(answer.body), {}};
  if (!said.body.empty() && said.field("content-type").find("json") != std::string::npos)
    said.json = bj::parse(said.body);
  return said;
}

std::string full_path(const std::string& target) { return target.substr(0, target.find('?')); }

}  // namespace

void TurnedClock::turn_to(std::string_view utc) {
  const auto date = domain::parse_date(utc.substr(0, 10));
  const auto part = [&](std::size_t at) { return std::stoll(std::string(utc.substr(at, 2))); };
  const auto seconds = (std::int64_t{date.value().days} * 24 + part(11)) * 3600 + part(14) * 60 + part(17);
  microseconds_ = seconds * 1'000'000;
}

std::string Said::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? "" : found->second;
}

const bj::value& Said::at(std::string_view pointer) const {
  boost::system::error_code nothing;
  const auto* found = json.find_pointer(pointer, nothing);
  if (!found) throw std::out_of_range("nothing at " + std::string(pointer) + " of " + body);
  return *found;
}

std::string Said::text(std::string_view pointer) const {
  boost::system::error_code nothing;
  const auto* found = json.find_pointer(pointer, nothing);
  return found && found->is_string() ? std::string(found->get_string()) : "";
}

Visitor::Visitor(ServedPortal& portal, std::string token) : portal_(&portal), token_(std::move(token)) {}
Visitor::~Visitor() = default;
Visitor::Visitor(Visitor&&) noexcept = default;

Said Visitor::get(const std::string& target, const Fields& fields) { return send("GET", target, "", fields); }

Said Visitor::post(const std::string& target, const bj::value& body, const Fields& fields) {
  return send("POST", target, bj::serialize(body), fields);
}

Said Visitor::post(const std::string& target) { return send("POST", target, "", {}); }

Said Visitor::put(const std::string& target, const bj::value& body, const Fields& fields) {
  return send("PUT", target, bj::serialize(body), fields);
}

std::string Visitor::request_text(const std::string& method, const std::string& target,
                                  const std::string& body, const Fields& fields) const {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: test\r\n";
  if (!token_.empty()) text += "Authorization: Bearer " + token_ + "\r\n";
  const auto named = [&](std::string_view name) {
    return std::ranges::find(fields, name, &Fields::value_type::first) != fields.end();
  };
  if (!named("Vesture-Min-Position"))
    text += "Vesture-Min-Position: " + std::to_string(portal_->seen()) + "\r\n";
  if (!body.empty() && !named("Content-Type")) text += "Content-Type: application/json\r\n";
  if (method != "GET") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  for (const auto& [name, value] : fields) text.append(name).append(": ").append(value).append("\r\n");
  return text + "\r\n" + body;
}

Said Visitor::send(const std::string& method, const std::string& target, const std::string& body,
                   const Fields& fields) {
  if (!client_ || port_ != portal_->port()) client_ = std::make_unique<RawClient>(portal_->port());
  port_ = portal_->port();
  client_->send(request_text(method, target, body, fields));
  auto said = said_of(client_->read_answer(method == "HEAD"));
  if (said.field("connection") == "close") client_.reset();
  portal_->note(method, target, said);
  return said;
}

std::string Visitor::person() { return get("/v1/me").text("/id"); }
std::string Visitor::account() { return get("/v1/me").text("/accounts/0/id"); }

ServedPortal::ServedPortal(Adjust adjust)
    : adjust_(std::move(adjust)), logger_before_(spdlog::default_logger()) {
  const auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(logged_);
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("portal", sink));
  open();
}

ServedPortal::~ServedPortal() {
  close();
  spdlog::set_default_logger(logger_before_);
}

Claims ServedPortal::citizen(const std::string& code, const std::string& name) const {
  Claims claims;
  claims.person = domain::parse_natural_person(code).value();
  claims.name = name;
  claims.acr = "high";
  claims.expires_at = {clock.now().microseconds + std::chrono::microseconds(std::chrono::years(5)).count()};
  return claims;
}

Claims ServedPortal::employee(const std::string& code, std::vector<std::string> roles,
                              const std::string& institution) const {
  auto claims = citizen(code, "Darbinieks " + code);
  claims.institution = institution;
  claims.roles = std::move(roles);
  return claims;
}

Visitor ServedPortal::visit(const Claims& claims) { return {*this, issuer.issue(claims)}; }

void ServedPortal::close() { portal_.reset(); }

void ServedPortal::open() {
  PortalOptions options;
  options.node.data = data();
  options.node.now = [this] { return clock.now(); };
  options.server.port = 0;
  options.server.threads = 2;
  options.dispatcher.rate = {1e6, 1e6, 1000};
  options.keeps_time = false;
  options.tokens = issuer.rules();
  if (adjust_) adjust_(options);
  portal_ = std::make_unique<Portal>(std::move(options));
  portal_->start();
  described_.reset();
  openapi_ = Visitor(*this, "").get("/openapi.json");
  described_ = std::make_unique<OpenApiAnswers>(openapi_.json);
}

void ServedPortal::note(const std::string& method, const std::string& target, const Said& said) {
  EXPECT_TRUE(said.status < 500 || !said.field("retry-after").empty())
      << method << " " << target << said.body;
  // HEAD is described by its GET, and says nothing of its own.
  if (described_ && method != "HEAD") {
    const auto wrong =
        described_->mismatch(method, full_path(target), said.status, said.field("content-type"), said.json);
    EXPECT_EQ(wrong, "") << method << " " << target << " gave " << said.status << " " << said.body;
  }
  const auto text = said.field("vesture-position");
  std::uint64_t position = 0;
  std::from_chars(text.data(), text.data() + text.size(), position);
  auto seen = seen_.load();
  while (seen < position && !seen_.compare_exchange_weak(seen, position)) {
  }
}

std::string percent_encoded(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

bj::value parsed(std::string_view json) { return bj::parse(json); }

}  // namespace vesture::api
