#include "api/files/download.hpp"

#include <algorithm>
#include <utility>

#include "api/base64url.hpp"
#include "api/files/problems.hpp"
#include "api/http/content_digest.hpp"
#include "api/http/content_disposition.hpp"
#include "api/http/entity_tags.hpp"
#include "api/http/range.hpp"
#include "eventstore/bytes.hpp"

namespace vesture::api {

namespace {

using eventstore::as_text;
using eventstore::VaultReader;

// The commitment is of this content and no other, and tells nothing of it.
std::string etag_of(const eventstore::ContentFacts& facts) {
  return '"' + base64url::encode(as_text(facts.commitment).substr(0, 16)) + '"';
}

// RFC 9110 13.1.5: a date never matches, for contents have none here.
bool range_applies(const Request& request, std::string_view etag) {
  const auto condition = request.header("if-range");
  return request.method == "GET" && (condition.empty() || condition == etag);
}

std::shared_ptr<StreamedContent> bytes_of(std::shared_ptr<VaultReader> content, ByteRange range) {
  auto streamed = std::make_shared<StreamedContent>();
  streamed->size = range.size();
  streamed->next = [content = std::move(content), range, left = range.size()]() mutable {
    if (left == range.size()) content->seek(range.first);
    std::string piece = left == 0 ? std::string() : content->read();
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), left)));
    left -= piece.size();
    return piece;
  };
  return streamed;
}

Result<Reply> unsatisfied(std::uint64_t size) {
  auto problem = problems::range_not_satisfiable();
  problem.headers.emplace_back("Content-Range", unsatisfied_range(size));
  return std::unexpected(std::move(problem));
}

}  // namespace

Result<Reply> content_reply(const Call& call, std::string_view file_name, std::string media_type,
                            std::shared_ptr<VaultReader> content) {
  const Request& request = call.request;
  const auto facts = content->facts();
  const auto etag = etag_of(facts);
  if (const auto wanted = request.header("if-match");
      !wanted.empty() && !names_tag(wanted, etag, Comparison::strong))
    return std::unexpected(problems::precondition_failed());
  Reply reply;
  reply.headers.emplace_back("ETag", etag);
  if (const auto known = request.header("if-none-match");
      !known.empty() && names_tag(known, etag, Comparison::weak)) {
    reply.status = 304;
    return reply;
  }
  const auto range =
      range_applies(request, etag) ? requested_range(request.header("range"), facts.size) : RequestedRange();
  if (std::holds_alternative<UnsatisfiableRange>(range)) return unsatisfied(facts.size);

  const auto* part = std::get_if<ByteRange>(&range);
  reply.content_type = std::move(media_type);
  reply.headers.emplace_back("Accept-Ranges", "bytes");
  reply.headers.emplace_back("Content-Disposition", attachment_disposition(file_name));
  reply.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  reply.headers.emplace_back(part ? "Repr-Digest" : "Content-Digest",
                             sha256_digest_field(as_text(facts.sha256)));
  if (part) {
    reply.status = 206;
    reply.headers.emplace_back("Content-Range", content_range(*part, facts.size));
  }
  reply.content = bytes_of(std::move(content), part ? *part : ByteRange{0, facts.size - 1});
  return reply;
}

Route content_route(Route declared, std::function<Result<Reply>(const Call&, Unit&)> run) {
  declared.media_type = "*/*";
  declared.long_answer = LongAnswer::download;
  declared.run = std::move(run);
  return declared;
}

}  // namespace vesture::api
