#include "api/dispatcher.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <mutex>
#include <optional>
#include <set>

#include "api/accounts.hpp"
#include "api/callers.hpp"
#include "api/commit.hpp"
#include "api/files/inspecting.hpp"
#include "api/files/intake.hpp"
#include "api/files/pooled_body.hpp"
#include "api/files/problems.hpp"
#include "api/http/decimal.hpp"
#include "api/http/language.hpp"
#include "api/http/router.hpp"
#include "api/idempotency.hpp"
#include "api/notices.hpp"
#include "api/outcome.hpp"
#include "api/run_on.hpp"
#include "api/waiting.hpp"
#include "projections/common/serving.hpp"

namespace vesture::api {

namespace {

namespace asio = boost::asio;
using eventstore::Append;
using eventstore::Appended;

constexpr const char* kAccounts = "accounts";  // the view that every request is authenticated by
constexpr int kTries = 20;                     // of a command that meets others on its streams

eventstore::Digest request_digest(const Backend& backend, const Call& call) {
  if (!call.upload) return digest_of(backend, call.request, call.request.body);
  const Upload& upload = *call.upload;
  return digest_of(backend, call.request, upload_text(upload.name, upload.media_type, upload.sha256));
}

// What a route came to on one try: the answer, and what must be durable before it leaves.
struct Attempt {
  Response response;
  Append append;
  std::shared_ptr<const Unit> unit;  // whose decision that is; nullptr where it was refused
};

// Who may use which account is asked by every route.
std::vector<Route> reading_accounts(std::vector<Route> routes) {
  for (auto& route : routes) route.reads.emplace_back(kAccounts);
  return routes;
}

// A view of which only the version that is still being built could answer is one that is not there yet.
Result<Reply> run_route(const Backend& backend, const Route& route, const Call& call, Unit& unit) {
  try {
    return route.run(call, unit);
  } catch (const projections::NotYetServed&) {
    return std::unexpected(problems::not_yet(backend.runner.position()));
  }
}

constexpr std::string_view kOfAccount = "/v1/accounts/{account}";
constexpr std::string_view kLocation = "Location";
constexpr std::string_view kPosition = "Vesture-Position";

std::string_view field_of(const Response& response, std::string_view name) {
  const auto found = std::ranges::find(response.headers, name, [](const auto& field) { return field.first; });
  return found == response.headers.end() ? std::string_view() : std::string_view(found->second);
}

void set_field(Response& response, std::string_view name, std::string value) {
  std::erase_if(response.headers, [&](const auto& field) { return field.first == name; });
  response.headers.emplace_back(name, std::move(value));
}

Response without_body(const Response& response) {
  Response rest;
  rest.status = response.status;
  rest.content_type = response.content_type;
  rest.headers = response.headers;
  return rest;
}

bool is_command(const Route& route, const Request& request) {
  return route.access != Access::open && request.method != "GET" && request.method != "HEAD";
}

}  // namespace

struct Dispatcher::Impl {
  Impl(const Backend& a_backend, const TokenVerifier& a_tokens, std::vector<Route> a_routes,
       DispatcherOptions some_options)
      : backend(a_backend),
        callers(a_backend, a_tokens),
        routes(reading_accounts(std::move(a_routes))),
        router(routes),
        options(some_options),
        rate(options.rate),
        open_rate(options.open_rate),
        concurrency(options.concurrency),
        pool(options.pool_threads),
        open_pool(options.open_threads),
        content_pool(options.content_threads) {}

  void note_corrupt(const eventstore::CorruptStream& corruption);
  Result<void> check(const Route& route, const Request& request) const;
  Result<std::optional<std::uint64_t>> min_position(const Request& request) const;
  Response response_of(Reply reply, domain::Language language);
  void note_outcome(Append& append, const Call& call, const std::string& key,
                    const eventstore::Digest& request, const Response& response) const;
  Result<void> may_still_act(const Route& route, const Call& call) const;
  std::optional<Response> answer_instead(const Call& call, const Appended& appended) const;
  Attempt attempt(const Route& route, const Call& call, const std::string& key);
  Result<std::shared_ptr<const void>> hold(const Route& route, const Caller& caller);
  Result<Caller> admit_unknown(const Route& route, const Request& request);
  Result<UploadAdmission> admit(const Route& route, const Call& call) const;
  asio::thread_pool* pool_of(const Route& route);

  asio::awaitable<Response> serve(const Matched& matched, const Request& request, domain::Language language);
  asio::awaitable<Result<Caller>> identify(const Route& route, const Request& request);
  asio::awaitable<Result<Caller>> authenticate(const Claims& claims, const Request& request);
  asio::awaitable<Result<void>> see_position(const Route& route, const Request& request);
  asio::awaitable<Response> run(const Route& route, const Call& call, const std::string& key);
  asio::awaitable<Response> settle(const Route& route, const Call& call, const std::string& key,
                                   TakenContent* content);
  asio::awaitable<Response> run_upload(const Route& route, const Call& call, const std::string& key);
  asio::awaitable<Response> settle_upload(const Route& route, const Call& call, const std::string& key,
                                          std::unique_ptr<TakenContent> content);
  asio::awaitable<Response> repeat_upload(const Call& call, const std::string& key,
                                          const eventstore::Digest& unread);
  asio::awaitable<Response> repeat(const Route& route, const Call& call, Response first);
  asio::awaitable<Response> refuse(const Call& call, const std::string& key,
                                   const eventstore::Digest& request, const Problem& problem);
  asio::awaitable<Response> refuse_content(const Call& call, const std::string& key, const UploadHead& head,
                                           const NotTaken& why);

  const Backend& backend;
  Callers callers;
  const std::vector<Route> routes;
  const Router router;
  const DispatcherOptions options;
  RateLimit rate;
  RateLimit open_rate;
  ConcurrencyLimit concurrency;
  asio::thread_pool pool;
  asio::thread_pool open_pool;     // so that nobody who asks without a token holds up those who have one
  asio::thread_pool content_pool;  // contents on their way in and out
  asio::thread_pool inspection_pool{2};  // large containers hold up no other contents
  asio::thread_pool history_pool{1};     // one history at a time, of all callers
  Scans scans{backend.scanner, options.scans};
  Intake intake{
      backend.vault, scans,
      [this](const Upload& upload) { return inspect(backend.vault, upload, backend.trust, backend.now()); },
      inspection_pool, content_pool};

  std::atomic<bool> caught_up = false;

  mutable std::mutex corrupt_mutex;
  std::set<std::string> corrupt;
};

void Dispatcher::Impl::note_corrupt(const eventstore::CorruptStream& corruption) {
  spdlog::error("corrupt history: {}", corruption.what());
  const std::lock_guard lock(corrupt_mutex);
  corrupt.insert(corruption.stream);
}

// What can be said of a request before anyone knows who asks.
Result<void> Dispatcher::Impl::check(const Route& route, const Request& request) const {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : request.query) {
    const auto parameter = std::ranges::find(route.parameters, name, &Parameter::name);
    if (parameter == route.parameters.end()) return std::unexpected(problems::unknown_parameter(name));
    if (!seen.insert(name).second && !parameter->repeated)
      return std::unexpected(problems::bad_parameter(name));
  }
  if (route.body_schema && !request.header("content-type").starts_with("application/json"))
    return std::unexpected(problems::unsupported_media_type());
  return {};
}

Result<std::optional<std::uint64_t>> Dispatcher::Impl::min_position(const Request& request) const {
  const auto header = request.header("vesture-min-position");
  if (header.empty()) return std::nullopt;
  const auto position = parse_decimal<std::uint64_t>(header);
  if (!position) return std::unexpected(problems::bad_parameter("Vesture-Min-Position"));
  return position;
}

asio::awaitable<Result<Caller>> Dispatcher::Impl::authenticate(const Claims& claims, const Request& request) {
  Caller caller;
  caller.code = to_identifier(claims.person);
  caller.name = claims.name;
  caller.assurance = claims.acr;
  caller.institution = claims.institution;
  caller.roles = claims.roles;
  caller.until = claims.expires_at;
  const auto known = callers.known_person(claims);
  if (!known) co_return std::unexpected(known.error());
  if (*known) {
    caller.person = **known;
    co_return caller;
  }
  if (backend.past) co_return std::unexpected(problems::not_known_then());
  const Route first = first_authentication(backend, caller);
  const Call call{request, caller, domain::Language::lv, {}, first.operation};
  const auto response = co_await run(first, call, "");
  if (response.status >= 400) co_return std::unexpected(problems::store_failed());
  const auto position = backend.log.head();
  std::vector<std::string> names(1, kAccounts);
  const bool applied = co_await wait_for_views(backend.runner, position, std::move(names), options.view_wait);
  if (!applied) co_return std::unexpected(problems::not_yet(position));
  const auto person = callers.known_person(claims);
  if (!person) co_return std::unexpected(person.error());
  if (!*person) co_return std::unexpected(problems::not_yet(position));
  caller.person = **person;
  co_return caller;
}

Response Dispatcher::Impl::response_of(Reply reply, domain::Language language) {
  Response response;
  response.status = reply.status;
  response.content_type = std::move(reply.content_type);
  response.headers = std::move(reply.headers);
  response.body = std::move(reply.body);
  response.stream = std::move(reply.stream);
  // Of a content nobody knows the language.
  const bool is_content = reply.content || reply.status == 304;
  if (reply.content) response.outgoing = std::make_shared<PooledBody>(content_pool, std::move(reply.content));
  if (reply.version) response.headers.emplace_back("ETag", etag_of(*reply.version));
  if (reply.position) response.headers.emplace_back("Vesture-Position", std::to_string(*reply.position));
  if (!is_content)
    response.headers.emplace_back("Content-Language", language == domain::Language::en ? "en" : "lv");
  return response;
}

// Trouble of ours is no outcome: the same key may try again.
void Dispatcher::Impl::note_outcome(Append& append, const Call& call, const std::string& key,
                                    const eventstore::Digest& request, const Response& response) const {
  if (key.empty() || response.status >= 500) return;
  append.idempotency = {whose_keys(call.caller), key, request,
                        outcome_of(backend, call.caller.person, response)};
}

// Rights end at once, also to what was answered before.
Result<void> Dispatcher::Impl::may_still_act(const Route& route, const Call& call) const {
  if (route.access != Access::person || !route.path.starts_with(kOfAccount)) return {};
  const auto account = call.id<domain::AccountId>(0);
  if (!account) return std::unexpected(account.error());
  Unit unit = backend.begin();
  const auto grant = grant_of(unit, call.caller.person, *account);
  if (!grant) return std::unexpected(grant.error());
  return {};
}

// What is answered to a command that was answered before.
asio::awaitable<Response> Dispatcher::Impl::repeat(const Route& route, const Call& call, Response first) {
  if (const auto may = may_still_act(route, call); !may)
    co_return api::response_of(may.error(), call.language);
  if (!route.again || first.status >= 400) co_return first;
  Route anew = route;
  anew.run = route.again;
  Call repeated = call;
  repeated.made = field_of(first, kLocation);
  Response now = co_await run(anew, repeated, "");
  if (now.status >= 400) co_return now;
  now.status = first.status;
  for (auto& [name, value] : first.headers)
    if (name == kLocation || name == kPosition) set_field(now, name, std::move(value));
  co_return now;
}

// What is answered where nothing was committed; nullopt where something was, or another try may.
std::optional<Response> Dispatcher::Impl::answer_instead(const Call& call, const Appended& appended) const {
  if (const auto* repeated = std::get_if<eventstore::Repeated>(&appended))
    return api::response_of(backend, call.caller.person, *repeated);
  if (std::holds_alternative<eventstore::KeyReused>(appended))
    return api::response_of(problems::key_reused(), call.language);
  if (std::holds_alternative<eventstore::Failed>(appended))
    return api::response_of(problems::store_failed(), call.language);
  return std::nullopt;
}

Attempt Dispatcher::Impl::attempt(const Route& route, const Call& call, const std::string& key) {
  const auto unit = std::make_shared<Unit>(backend.begin());
  auto reply = run_route(backend, route, call, *unit);
  Attempt made;
  if (reply) {
    raise_notices(backend, reply->means, *unit);
    made.append = append_of(backend, call, *reply, *unit);
    made.response = response_of(std::move(*reply), call.language);
    made.unit = unit;
  } else {
    made.response = api::response_of(reply.error(), call.language);
    made.append.now = unit->now().microseconds;
  }
  if (key.empty()) return made;
  const bool leaves_body_out = route.again && made.response.status < 400;
  note_outcome(made.append, call, key, request_digest(backend, call),
               leaves_body_out ? without_body(made.response) : made.response);
  return made;
}

// Runs the route until what it decides is durable.
asio::awaitable<Response> Dispatcher::Impl::settle(const Route& route, const Call& call,
                                                   const std::string& key, TakenContent* content) {
  for (int tried = 0; tried < kTries; ++tried) {
    Attempt made = attempt(route, call, key);
    if (backend.past || (made.append.events.empty() && !made.append.idempotency))
      co_return std::move(made.response);
    const Appended appended = co_await append_to(backend.log, std::move(made.append));
    if (const auto* done = std::get_if<eventstore::Committed>(&appended)) {
      if (made.unit) made.unit->committed();
      if (done->position != 0) {
        if (content) content->keep();
        set_field(made.response, kPosition, std::to_string(done->position));
      }
      co_return std::move(made.response);
    }
    if (std::holds_alternative<eventstore::Failed>(appended)) {
      if (content) content->leave_undecided();
      if (made.unit) made.unit->undecided();
    }
    auto instead = answer_instead(call, appended);
    if (!instead) continue;
    if (std::holds_alternative<eventstore::Repeated>(appended))
      co_return co_await repeat(route, call, std::move(*instead));
    co_return std::move(*instead);
  }
  co_return api::response_of(problems::busy(), call.language);
}

// Where the route's function may block; nullptr where it does not, and runs on the I/O thread.
asio::thread_pool* Dispatcher::Impl::pool_of(const Route& route) {
  if (route.long_answer == LongAnswer::download) return &content_pool;
  if (route.long_answer == LongAnswer::history) return &history_pool;
  if (!route.slow) return nullptr;
  return route.access == Access::open ? &open_pool : &pool;
}

asio::awaitable<Response> Dispatcher::Impl::run(const Route& route, const Call& call,
                                                const std::string& key) {
  auto work = settle(route, call, key, nullptr);
  auto* const blocking = pool_of(route);
  if (!blocking) co_return co_await std::move(work);
  co_return co_await asio::co_spawn(*blocking, std::move(work), asio::use_awaitable);
}

Result<UploadAdmission> Dispatcher::Impl::admit(const Route& route, const Call& call) const {
  Unit unit = backend.begin();
  return route.admit(call, unit);
}

// A refusal that the route was not asked for; under a key it is the outcome all the same.
asio::awaitable<Response> Dispatcher::Impl::refuse(const Call& call, const std::string& key,
                                                   const eventstore::Digest& request,
                                                   const Problem& problem) {
  Response refused = api::response_of(problem, call.language);
  Append append;
  append.now = backend.now().microseconds;
  note_outcome(append, call, key, request, refused);
  if (!append.idempotency) co_return refused;
  const Appended appended = co_await append_to(backend.log, std::move(append));
  auto instead = answer_instead(call, appended);
  if (instead) co_return std::move(*instead);
  co_return refused;
}

asio::awaitable<Response> Dispatcher::Impl::run_upload(const Route& route, const Call& call,
                                                       const std::string& key) {
  const auto unread = digest_of(backend, call.request, unread_upload_text(call.request));
  if (!key.empty() && known_outcome(backend, call, key, unread)) {
    Response first = co_await repeat_upload(call, key, unread);
    co_return co_await repeat(route, call, std::move(first));
  }
  const auto head = upload_head_of(call.request);
  if (!head) co_return co_await refuse(call, key, unread, head.error());
  const auto admission = admit(route, call);
  if (!admission) co_return co_await refuse(call, key, unread, admission.error());
  const auto id = backend.mint_id<domain::ContentId>();
  auto content = co_await intake.take(id, call.request, *head, *admission, route.inspects);
  if (!content) co_return co_await refuse_content(call, key, *head, content.error());
  auto work = settle_upload(route, call, key, std::move(*content));
  co_return co_await asio::co_spawn(content_pool, std::move(work), asio::use_awaitable);
}

asio::awaitable<Response> Dispatcher::Impl::refuse_content(const Call& call, const std::string& key,
                                                           const UploadHead& head, const NotTaken& why) {
  if (!why.sha256) co_return api::response_of(why.problem, call.language);
  const auto text = upload_text(head.name, head.media_type, *why.sha256);
  const auto digest = digest_of(backend, call.request, text);
  co_return co_await refuse(call, key, digest, why.problem);
}

// On the pool: a content that no commit refers to is destroyed before the answer leaves.
asio::awaitable<Response> Dispatcher::Impl::settle_upload(const Route& route, const Call& call,
                                                          const std::string& key,
                                                          std::unique_ptr<TakenContent> content) {
  Call with_upload = call;
  with_upload.upload = &content->upload();
  Response response = co_await settle(route, with_upload, key, content.get());
  content.reset();
  co_return response;
}

// The key has been answered before, with this upload or another: its digest says which. What has changed meanwhile does
// not matter, so the route is not asked whether it would admit it now.
asio::awaitable<Response> Dispatcher::Impl::repeat_upload(const Call& call, const std::string& key,
                                                          const eventstore::Digest& unread) {
  if (auto first = first_outcome(backend, call, key, unread)) co_return std::move(*first);
  const auto head = upload_head_of(call.request);
  if (!head) co_return api::response_of(problems::key_reused(), call.language);
  const auto sha256 = co_await intake.read_through(*call.request.incoming);
  if (!sha256) co_return api::response_of(sha256.error(), call.language);
  const auto digest = digest_of(backend, call.request, upload_text(head->name, head->media_type, *sha256));
  auto known = known_outcome(backend, call, key, digest);
  if (!known) co_return api::response_of(problems::busy(), call.language);
  co_return std::move(*known);
}

Result<std::shared_ptr<const void>> Dispatcher::Impl::hold(const Route& route, const Caller& caller) {
  if (!route.long_answer) return nullptr;
  auto held = concurrency.take(*route.long_answer, caller.person.uuid.view());
  if (!held) return std::unexpected(problems::too_many_open());
  return held;
}

Result<Caller> Dispatcher::Impl::admit_unknown(const Route& route, const Request& request) {
  if (!route.slow) return Caller();
  if (const auto seconds = open_rate.seconds_to_wait(request.peer, std::chrono::steady_clock::now()))
    return std::unexpected(problems::too_many_requests(*seconds));
  return Caller();
}

asio::awaitable<Result<Caller>> Dispatcher::Impl::identify(const Route& route, const Request& request) {
  if (route.access == Access::open) co_return admit_unknown(route, request);
  const auto claims = callers.claims_of(request);
  if (!claims) co_return std::unexpected(claims.error());
  if (const auto seconds = rate.seconds_to_wait(claims->person.digits, std::chrono::steady_clock::now()))
    co_return std::unexpected(problems::too_many_requests(*seconds));
  if (!caught_up && !(caught_up = views_caught_up(backend)))
    co_return std::unexpected(problems::not_yet(backend.runner.position()));
  co_return co_await authenticate(*claims, request);
}

asio::awaitable<Result<void>> Dispatcher::Impl::see_position(const Route& route, const Request& request) {
  const auto position = min_position(request);
  if (!position) co_return std::unexpected(position.error());
  if (!*position) co_return Result<void>();
  const bool seen = co_await wait_for_views(backend.runner, **position, route.reads, options.view_wait);
  if (!seen) co_return std::unexpected(problems::not_yet(backend.runner.position()));
  co_return Result<void>();
}

asio::awaitable<Response> Dispatcher::Impl::serve(const Matched& matched, const Request& request,
                                                  domain::Language language) {
  const Route& route = *matched.route;
  if (const auto checked = check(route, request); !checked)
    co_return api::response_of(checked.error(), language);
  const auto caller = co_await identify(route, request);
  if (!caller) co_return api::response_of(caller.error(), language);
  if (!route.admits(*caller)) co_return api::response_of(problems::forbidden(), language);
  if (backend.past && is_command(route, request)) co_return api::response_of(problems::read_only(), language);
  const auto seen = co_await see_position(route, request);
  if (!seen) co_return api::response_of(seen.error(), language);
  auto key = idempotency_key(request);
  if (!key) co_return api::response_of(key.error(), language);
  if (backend.past) key->clear();
  auto held = hold(route, *caller);
  if (!held) co_return api::response_of(held.error(), language);

  const Call call{request, *caller, language, matched.path, route.operation, nullptr, route.reads};
  Response response;
  if (route.admit) {
    response = co_await run_upload(route, call, *key);
  } else {
    if (!key->empty())
      if (auto known = known_outcome(backend, call, *key, request_digest(backend, call)))
        co_return co_await repeat(route, call, std::move(*known));
    response = co_await run(route, call, *key);
  }
  response.held = std::move(*held);
  co_return response;
}

Dispatcher::Dispatcher(const Backend& backend, const TokenVerifier& tokens, std::vector<Route> routes,
                       DispatcherOptions options)
    : impl_(std::make_unique<Impl>(backend, tokens, std::move(routes), options)) {}

Dispatcher::~Dispatcher() {
  begin_stop();
  impl_->pool.join();
  impl_->open_pool.join();
  impl_->content_pool.join();
  impl_->inspection_pool.join();
  impl_->history_pool.join();
}

asio::awaitable<Response> Dispatcher::handle(Request request) {
  const auto language = language_of(request.header("accept-language"));
  const auto matched = impl_->router.match(request.method, request.path);
  if (!matched && matched.error().allow.empty()) co_return api::response_of(problems::not_found(), language);
  if (!matched) {
    Response refused = api::response_of(problems::method_not_allowed(), language);
    refused.headers.emplace_back("Allow", matched.error().allow);
    co_return refused;
  }
  Response response;
  try {
    response = co_await impl_->serve(*matched, request, language);
  } catch (const eventstore::CorruptStream& corruption) {
    impl_->note_corrupt(corruption);
    response = api::response_of(problems::history_corrupt(), language);
  }
  response.route = matched->route->path;
  co_return response;
}

void Dispatcher::begin_stop() { impl_->scans.stop(); }

BodyRule Dispatcher::body_rule(std::string_view method, std::string_view path) const {
  const auto matched = impl_->router.match(method, path);
  if (!matched) return {};
  const Route& route = *matched->route;
  if (!route.admit) return {route.body_limit, false};
  return {std::min<std::size_t>(route.body_limit, impl_->backend.most_file_bytes), true};
}

std::vector<std::string> Dispatcher::corrupt_streams() const {
  const std::lock_guard lock(impl_->corrupt_mutex);
  return {impl_->corrupt.begin(), impl_->corrupt.end()};
}

}  // namespace vesture::api
