#include "api/outcome.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"

namespace vesture::api {

namespace {

constexpr std::string_view kBodyContext = "Outcome.body";

std::string packed_headers(const Response& response) {
  boost::json::object headers{{"Content-Type", response.content_type}};
  for (const auto& [name, value] : response.headers) headers[name] = value;
  return boost::json::serialize(headers);
}

void unpack_headers(std::string_view packed, Response& into) {
  const auto headers = boost::json::parse(packed);
  for (const auto& [name, value] : headers.as_object()) {
    const std::string text(value.as_string());
    if (name == "Content-Type")
      into.content_type = text;
    else
      into.headers.emplace_back(name, text);
  }
}

}  // namespace

eventstore::Digest digest_of(const Backend& backend, const Request& request, std::string_view body) {
  std::string text = request.method + '\n' + request.path + '\n';
  for (const auto& [name, value] : request.query)
    text.append(name).append(1, '=').append(value).append(1, '\n');
  text.append(request.header("if-match")).append(1, '\n').append(body);
  return eventstore::sha256({backend.keyring.pseudonym("request", text)});
}

std::string upload_text(std::string_view name, std::string_view media_type,
                        const eventstore::Digest& sha256) {
  return std::string(eventstore::as_text(sha256)).append(media_type).append(1, '\n').append(name);
}

std::string unread_upload_text(const Request& request) {
  std::string text = "not read\n";
  for (const auto* name : {"content-type", "content-encoding", "content-disposition", "content-digest"})
    for (const auto& [key, value] : request.headers)
      if (key == name) text.append(key).append(": ").append(value).append(1, '\n');
  return text;
}

eventstore::Outcome outcome_of(const Backend& backend, domain::PersonId caller, const Response& response) {
  return {static_cast<std::uint16_t>(response.status), packed_headers(response),
          backend.cipher.seal(caller.uuid, kBodyContext, response.body)};
}

Response response_of(const Backend& backend, domain::PersonId caller, const eventstore::Repeated& repeated) {
  const auto& sealed = repeated.outcome.body;
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(sealed.data()), sealed.size());
  Response response;
  response.status = repeated.outcome.status;
  response.body = backend.cipher.open(caller.uuid, kBodyContext, bytes).value_or("");
  unpack_headers(repeated.outcome.headers, response);
  if (repeated.position != 0)
    response.headers.emplace_back("Vesture-Position", std::to_string(repeated.position));
  return response;
}

}  // namespace vesture::api
