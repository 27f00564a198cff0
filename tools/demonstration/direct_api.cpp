#include "tools/demonstration/direct_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "api/accounts.hpp"
#include "api/commit.hpp"
#include "api/e_address.hpp"
#include "api/errands/delivery.hpp"
#include "api/errands/destruction.hpp"
#include "api/errands/mail_terms.hpp"
#include "api/files/inspecting.hpp"
#include "api/mail/acting.hpp"
#include "api/mail/answering.hpp"
#include "api/mail/drafts.hpp"
#include "api/mail/reading.hpp"
#include "api/mail/sending.hpp"
#include "api/mail/suspicions.hpp"
#include "api/notices.hpp"
#include "api/order_files.hpp"
#include "api/orders.hpp"
#include "api/profile.hpp"
#include "api/requests.hpp"
#include "api/rights.hpp"

namespace vesture::demonstration {

namespace {

constexpr std::size_t kMostWriting = 1'000;
constexpr std::chrono::seconds kViewsPatience{1};

std::vector<api::Route> all_routes(const api::Backend& backend) {
  auto routes = api::account_routes(backend);
  for (auto more : {api::profile_routes(backend), api::e_address_routes(backend), api::rights_routes(backend),
                    api::order_routes(backend), api::order_file_routes(backend), api::request_routes(backend),
                    api::draft_routes(backend), api::sending_routes(backend),
                    api::mail_reading_routes(backend), api::mail_answering_routes(backend),
                    api::mail_acting_routes(backend), api::suspicion_routes(backend)})
    std::ranges::move(more, std::back_inserter(routes));
  return routes;
}

std::vector<std::unique_ptr<api::Errands>> all_errands(const api::Backend& backend) {
  auto errands = api::mail_term_errands(backend);
  errands.push_back(api::delivery_errands(backend));
  errands.push_back(api::content_destruction_errands(backend));
  return errands;
}

std::vector<std::string> streams_written(const eventstore::Append& append) {
  std::vector<std::string> streams;
  for (const auto& event : append.events) streams.push_back(event.stream);
  return streams;
}

}  // namespace

DirectApi::DirectApi(const api::Backend& backend, TurnedTime& time)
    : backend_(backend), time_(time), routes_(all_routes(backend)), errands_(all_errands(backend)) {}

// An operation that both the owner and the staff have is two routes of one name.
const api::Route& DirectApi::route_of(std::string_view operation, const api::Caller& caller) const {
  for (const auto& route : routes_)
    if (route.operation == operation && (route.access == api::Access::staff) == caller.is_staff() &&
        route.admits(caller))
      return route;
  throw std::runtime_error(fmt::format("{} has no operation {}", caller.name, operation));
}

domain::AccountId DirectApi::authenticate(Actor& actor) {
  const auto first = api::first_authentication(backend_, actor.caller);
  return run(first, actor, {first.operation, {}, {}, {}}).account;
}

api::Reply DirectApi::run(const Actor& actor, const Command& command) {
  return run(route_of(command.operation, actor.caller), actor, command);
}

api::Reply DirectApi::upload(const Actor& actor, const Command& command, const FileToUpload& file) {
  const auto content = backend_.mint_id<domain::ContentId>();
  const auto writer = backend_.vault.create(content.uuid.bytes);
  writer->write(file.bytes);
  const auto facts = writer->finish();
  const auto& route = route_of(command.operation, actor.caller);
  api::Upload upload{file.name,
                     file.media_type,
                     content,
                     facts.size,
                     facts.sha256,
                     facts.commitment,
                     domain::files::Scan::not_scanned};
  if (route.inspects) upload.inspection = inspected(upload);
  auto reply = run(route, actor, command, &upload);
  settle();
  backend_.vault.keep(content.uuid.bytes);
  return reply;
}

domain::files::Inspection DirectApi::inspected(const api::Upload& upload) const {
  auto inspection = api::inspect(backend_.vault, upload, backend_.trust, time_.now());
  if (!inspection)
    throw std::runtime_error(fmt::format("{} was refused: {}", upload.name, inspection.error().code));
  return std::move(*inspection);
}

void DirectApi::run_errand(projections::agenda::Errand kind, const std::vector<domain::Uuid>& things) {
  settle();
  std::vector<projections::agenda::Entry> due;
  for (const auto& thing : things) due.push_back({kind, time_.now(), thing, backend_.log.head()});
  time_.begin_command(++commands_);
  (*std::ranges::find(errands_, kind, &api::Errands::kind))->run(due, {});
}

api::Reply DirectApi::run(const api::Route& route, const Actor& actor, const Command& command,
                          const api::Upload* upload) {
  while (is_being_written(command.streams)) wait_for_first();
  api::Request request;
  request.body = command.body;
  request.query = command.query;
  request.peer = actor.peer;
  const api::Call call{request, actor.caller, domain::Language::lv, command.path, route.operation, upload};
  ++commands_;
  for (;;) {
    time_.begin_command(commands_);
    const auto unit = std::make_shared<api::Unit>(backend_.log, backend_.cipher, backend_.now());
    auto reply = route.run(call, *unit);
    if (!reply)
      throw std::runtime_error(fmt::format("{} was refused: {}", route.operation, reply.error().code));
    api::raise_notices(backend_, reply->means, *unit);
    auto append = api::append_of(backend_, call, *reply, *unit);
    std::vector<std::string> read;
    for (const auto& expected : append.expected) read.push_back(expected.stream);
    if (is_being_written(read)) {  // it met a stream that nobody could name before: a block of numbers
      settle();
      continue;
    }
    ++counts_[route.operation];
    if (!append.events.empty()) write(unit, std::move(append));
    return std::move(*reply);
  }
}

bool DirectApi::is_being_written(const std::vector<std::string>& streams) const {
  return std::ranges::any_of(
      streams, [&](const std::string& stream) { return streams_being_written_.contains(stream); });
}

void DirectApi::write(std::shared_ptr<api::Unit> unit, eventstore::Append append) {
  Writing writing{std::move(unit), streams_written(append), {}};
  const auto answer = std::make_shared<std::promise<eventstore::Appended>>();
  writing.appended = answer->get_future();
  for (const auto& stream : writing.streams) ++streams_being_written_[stream];
  writing_.push_back(std::move(writing));
  backend_.log.append(std::move(append),
                      [answer](eventstore::Appended appended) { answer->set_value(std::move(appended)); });
  if (writing_.size() > kMostWriting) wait_for_first();
}

void DirectApi::wait_for_first() {
  auto first = std::move(writing_.front());
  writing_.pop_front();
  const auto appended = first.appended.get();
  if (!std::holds_alternative<eventstore::Committed>(appended))
    throw std::runtime_error("the log did not take a commit");
  first.unit->committed();
  for (const auto& stream : first.streams)
    if (--streams_being_written_[stream] == 0) streams_being_written_.erase(stream);
}

void DirectApi::settle() {
  while (!writing_.empty()) wait_for_first();
}

void DirectApi::settle_views() {
  settle();
  const auto head = backend_.log.head();
  while (!backend_.runner.wait_applied(head, kViewsPatience))
    for (const auto& view : backend_.runner.status())
      if (view.serving.state == projections::ProjectionState::stopped)
        throw std::runtime_error(fmt::format("view {} has stopped: {}", view.name, view.serving.why));
}

}  // namespace vesture::demonstration
