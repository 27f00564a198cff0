#include "api/http/target.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "api/http/plain_text.hpp"

namespace vesture::api {

namespace {

namespace urls = boost::urls;

bool is_plain_text(std::string_view text) { return is_utf8(text) && !has_control_character(text); }

Problem bad_target() {
  return problems::bad_request({"Pieprasījuma adrese nav derīga.", "The request's target is not valid."});
}

}  // namespace

std::expected<Target, Problem> parse_target(std::string_view target) {
  const bool origin_form = target.starts_with('/');
  const auto url = origin_form ? urls::parse_origin_form(target) : urls::parse_absolute_uri(target);
  if (!url) return std::unexpected(bad_target());
  const bool is_web = url->scheme_id() == urls::scheme::http || url->scheme_id() == urls::scheme::https;
  if (!origin_form && !(is_web && url->has_authority())) return std::unexpected(bad_target());

  Target parsed;
  parsed.path = std::string_view(url->encoded_path().data(), url->encoded_path().size());
  if (parsed.path.empty()) parsed.path = "/";
  // Boost.URL 1.81 takes "http://host:b" for a path "b" behind an empty port.
  if (!parsed.path.starts_with('/')) return std::unexpected(bad_target());
  for (const auto& parameter : url->params()) {
    if (!is_plain_text(parameter.key) || !is_plain_text(parameter.value))
      return std::unexpected(bad_target());
    parsed.query.emplace_back(parameter.key, parameter.value);
  }
  return parsed;
}

}  // namespace vesture::api
