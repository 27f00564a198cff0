#include "api/files/upload_head.hpp"

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>

#include "api/files/file_name.hpp"
#include "api/files/problems.hpp"
#include "api/http/content_disposition.hpp"
#include "api/http/media_type.hpp"

namespace vesture::api {

namespace {

// The value of a field that may be there once; "" where it is missing or repeated.
std::string_view only(const Request& request, std::string_view name) {
  const auto is_named = [&](const auto& field) { return field.first == name; };
  return std::ranges::count_if(request.headers, is_named) == 1 ? request.header(name) : std::string_view();
}

// Lines of one list are one list (RFC 9110 5.3).
std::string joined(const Request& request, std::string_view name) {
  std::string all;
  for (const auto& [key, value] : request.headers)
    if (key == name) all.append(all.empty() ? "" : ", ").append(value);
  return all;
}

}  // namespace

std::expected<UploadHead, Problem> upload_head_of(const Request& request) {
  const auto encoding = request.header("content-encoding");
  if (!encoding.empty() && !boost::iequals(encoding, "identity"))
    return std::unexpected(problems::unsupported_media_type());
  auto type = parse_media_type(only(request, "content-type"));
  if (!type) return std::unexpected(problems::unsupported_media_type());

  const auto sent_name = disposition_file_name(only(request, "content-disposition"));
  auto name = sent_name ? file_name(*sent_name) : std::nullopt;
  if (!name) return std::unexpected(problems::file_name_invalid());

  UploadHead head{std::move(*name), std::move(*type), {}};
  if (const auto field = joined(request, "content-digest"); !field.empty()) {
    auto digests = parse_content_digest(field);
    if (!digests) return std::unexpected(problems::content_digest_invalid());
    head.digests = std::move(*digests);
  }
  return head;
}

}  // namespace vesture::api
