#include "api/mail/suspicions.hpp"

#include "api/lists.hpp"
#include "api/nfc.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/suspicion.hpp"
#include "projections/mail/suspicions.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using projections::mail::SuspicionRow;

constexpr std::size_t kMostBytesOfCharacter = 4;

struct SuspicionBody {
  mail::SuspicionKind kind{};
  std::optional<domain::MessageId> message;  // that it is about
  LongText<mail::kMostDescriptionCharacters * kMostBytesOfCharacter> description;
  BOOST_DESCRIBE_CLASS(SuspicionBody, (), (kind, message, description), (), ())
};

struct SuspicionJson {
  domain::SuspicionId id;
  domain::AccountId account;
  mail::SuspicionKind kind{};
  std::optional<domain::MessageId> message;
  std::optional<std::string> description;  // null where it was destroyed
  domain::PersonId reported_by;
  domain::Instant time;
  BOOST_DESCRIBE_CLASS(SuspicionJson, (), (id, account, kind, message, description, reported_by, time), (),
                       ())
};

SuspicionJson json_of(const mail::SuspicionReported& reported) {
  return {reported.suspicion,        reported.account,     reported.kind, reported.message,
          reported.description.text, reported.reported_by, reported.at};
}

SuspicionJson item_of(SuspicionRow&& row, domain::Language) {
  return {row.suspicion,   row.account, row.kind, row.message, std::move(row.sealed.description),
          row.reported_by, row.time};
}

bool is_of_account(const mail::MessageState& state, domain::AccountId account) {
  const auto* submitted = mail::submitted(state);
  const auto* delivered = mail::delivered(state);
  return (submitted && submitted->sender == account) || (delivered && delivered->recipient == account);
}

Result<Answered<SuspicionJson>> report(const Backend& backend, const Call& call, Unit& unit,
                                       const SuspicionBody& body) {
  const auto grant = grant_for_path(call, unit, Right::read);
  if (!grant) return std::unexpected(grant.error());
  if (body.message && !is_of_account(unit.load<mail::Message>(*body.message), grant->account))
    return std::unexpected(unknown_reference("/message"));
  const auto id = backend.mint_id<domain::SuspicionId>();
  const mail::ReportSuspicion reporting{
      id, grant->account, body.kind, body.message, to_nfc(body.description.value), call.caller.person};
  if (const auto reported = decide<mail::Suspicion>(unit, id, reporting); !reported)
    return std::unexpected(reported.error());
  Answered<SuspicionJson> answered{json_of(*unit.load<mail::Suspicion>(id).reported), {}};
  answered.reply.status = 201;
  act_as(*grant, answered.reply);
  return answered;
}

const ListParameters& suspicion_parameters() {
  static const ListParameters parameters{"suspicions",
                                         {choice_filter("kind", {"unauthorised_access", "malware_received"})},
                                         {interval("time")},
                                         {"time"},
                                         "-time"};
  return parameters;
}

}  // namespace

std::vector<Route> suspicion_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto reporting =
      declare(Access::person, "POST", "/v1/accounts/{account}/suspicions", "mail.report_suspicion",
              "Tell the e-address administrator of a suspicion: unauthorised access, malware received.");
  reporting.success = 201;
  routes.push_back(route<SuspicionBody, SuspicionJson>(
      std::move(reporting), [&backend](const Call& call, Unit& unit, const SuspicionBody& body) {
        return report(backend, call, unit, body);
      }));

  auto list = declare(Access::staff, "GET", "/v1/institution/suspicions", "mail.list_suspicions",
                      "What users suspect.", {"administrator"});
  list.parameters = parameters_of(suspicion_parameters());
  list.reads = {"suspicions"};
  routes.push_back(
      route<ListAnswer<SuspicionJson>>(std::move(list), [&backend](const Call& call, Unit& unit) {
        const ListOver<SuspicionJson, SuspicionRow> over{suspicion_parameters(),
                                                         projections::mail::suspicion_list(), item_of};
        return answer_staff_list(backend, call, unit, over, {});
      }));
  return routes;
}

}  // namespace vesture::api
