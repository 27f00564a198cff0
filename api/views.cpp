#include "api/views.hpp"

#include <boost/describe.hpp>

#include "api/http/json.hpp"
#include "domain/access/access.hpp"
#include "eventstore/digits.hpp"
#include "projections/common/view_digest.hpp"

namespace vesture::api {

namespace {

using eventstore::hex_digits;

struct ViewJson {
  std::string view;
  std::uint32_t version = 0;
  std::uint64_t position = 0;  // applied
  std::string chain;           // the log's hash there
  BOOST_DESCRIBE_CLASS(ViewJson, (), (view, version, position, chain), (), ())
};

struct ViewsJson {
  std::vector<ViewJson> items;  // by name
  BOOST_DESCRIBE_CLASS(ViewsJson, (), (items), (), ())
};

struct ViewDigestJson {
  std::string view;
  std::uint32_t version = 0;
  std::uint64_t position = 0;
  std::string chain;
  std::uint64_t rows = 0;
  std::string digest;  // of the rows: the same wherever they are built
  std::uint64_t entries = 0;
  std::string entries_digest;  // of the index: the same with one version of ICU and of the time zones
  BOOST_DESCRIBE_CLASS(ViewDigestJson, (),
                       (view, version, position, chain, rows, digest, entries, entries_digest), (), ())
};

// Of no account: it is of them all.
Reply recorded(const Call& call, Unit& unit) {
  unit.record<domain::access::Access>({}, {});
  Reply reply;
  reply.means = grant_for_staff(call, {}).means;
  return reply;
}

Answered<ViewsJson> all_views(const Backend& backend) {
  const auto views = backend.views.snapshot();
  Answered<ViewsJson> answered;
  for (const auto& name : projections::views_in(views))
    if (const auto kept = kept_checkpoint(views, projections::Role::serving, name))
      answered.value.items.push_back({name, kept->version, kept->position, hex_digits(kept->chain)});
  return answered;
}

Result<Answered<ViewDigestJson>> digest_of_view(const Backend& backend, const Call& call, Unit& unit) {
  const auto digest = projections::digest_of(backend.views.snapshot(), call.path[0]);
  if (!digest) return std::unexpected(problems::not_found());
  Answered<ViewDigestJson> answered{
      {digest->view, digest->version, digest->position, hex_digits(digest->chain), digest->rows.keys,
       hex_digits(digest->rows.digest), digest->entries.keys, hex_digits(digest->entries.digest)},
      recorded(call, unit)};
  answered.reply.position = digest->position;
  return answered;
}

Route auditors(std::string path, std::string operation, std::string summary) {
  return declare(Access::staff, "GET", "/v1/views" + path, std::move(operation), std::move(summary),
                 {"auditor"});
}

}  // namespace

std::vector<Route> view_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(route<ViewsJson>(
      auditors("", "views.list", "The views, and how far each has come."),
      [&backend](const Call&, Unit&) -> Result<Answered<ViewsJson>> { return all_views(backend); }));
  auto digest =
      auditors("/{view}/digest", "views.digest",
               "What a view says at its position, as SHA-256: as vesture-replay tells it of rebuilt views.");
  digest.slow = true;
  digest.long_answer = LongAnswer::report;
  routes.push_back(route<ViewDigestJson>(std::move(digest), [&backend](const Call& call, Unit& unit) {
    return digest_of_view(backend, call, unit);
  }));
  return routes;
}

}  // namespace vesture::api
