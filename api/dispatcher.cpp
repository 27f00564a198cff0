#include "api/dispatcher.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <unordered_map>

#include "api/accounts.hpp"
#include "api/commit.hpp"
#include "api/http/language.hpp"
#include "api/http/router.hpp"
#include "api/notices.hpp"
#include "api/outcome.hpp"
#include "projections/accounts/people.hpp"
#include "projections/orders/order_list.hpp"

namespace vesture::api {

namespace {

namespace asio = boost::asio;
using eventstore::Append;
using eventstore::Appended;

constexpr int kTries = 20;  // of a command that meets others on its streams
constexpr std::size_t kMostKnown = 100'000;

// Suspends until the log has answered. `append` must be a named object.
asio::awaitable<Appended> append_to(eventstore::Log& log, Append append) {
  auto token = asio::use_awaitable;
  co_return co_await asio::async_initiate<decltype(token), void(Appended)>(
      [&log, &append](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        log.append(std::move(append), [shared](Appended appended) {
          const auto executor = asio::get_associated_executor(*shared);
          asio::post(executor,
                     [shared, answer = std::move(appended)]() mutable { (*shared)(std::move(answer)); });
        });
      },
      token);
}

// Suspends until every view has the position, a view has stopped before it, or the time is over.
asio::awaitable<bool> wait_for_views(projections::Runner& runner, std::uint64_t position,
                                     std::chrono::milliseconds most) {
  if (runner.position() >= position) co_return true;
  const auto executor = co_await asio::this_coro::executor;
  const auto timer = std::make_shared<asio::steady_timer>(executor, most);
  const std::weak_ptr<asio::steady_timer> waiting = timer;
  // Ends with this coroutine, so that nothing is posted to an event loop that is gone.
  const auto told = runner.when_applied(position, [waiting, executor](bool) {
    asio::post(executor, [waiting] {
      if (const auto still = waiting.lock()) still->cancel();
    });
  });
  boost::system::error_code ignored;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return runner.position() >= position;
}

Response response_of(Reply reply, domain::Language language) {
  Response response;
  response.status = reply.status;
  response.content_type = std::move(reply.content_type);
  response.headers = std::move(reply.headers);
  response.body = std::move(reply.body);
  response.stream = std::move(reply.stream);
  if (reply.version) response.headers.emplace_back("ETag", etag_of(*reply.version));
  if (reply.position) response.headers.emplace_back("Vesture-Position", std::to_string(*reply.position));
  response.headers.emplace_back("Content-Language", language == domain::Language::en ? "en" : "lv");
  return response;
}

bool is_command(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

// A key as the IETF draft has it, a quoted string, or bare; nullopt where it is neither or too long.
std::optional<std::string> idempotency_key(std::string_view header) {
  if (header.size() >= 2 && header.front() == '"' && header.back() == '"')
    header = header.substr(1, header.size() - 2);
  const bool sane = std::ranges::all_of(header, [](char c) { return c > ' ' && c < 0x7f && c != '"'; });
  if (header.empty() || header.size() > 255 || !sane) return std::nullopt;
  return std::string(header);
}

// One person acts in several capacities, and each has its own idempotency keys.
std::string whose_keys(const Caller& caller) {
  return std::string(caller.person.uuid.view()) + caller.institution;
}

// What a route came to on one try: the answer, and what must be durable before it leaves.
struct Attempt {
  Response response;
  Append append;
  std::function<void()> committed;
};

}  // namespace

struct Dispatcher::Impl {
  Impl(const Backend& a_backend, const TokenVerifier& a_tokens, std::vector<Route> a_routes,
       DispatcherOptions some_options)
      : backend(a_backend),
        tokens(a_tokens),
        routes(std::move(a_routes)),
        router(routes),
        options(some_options),
        rate(options.rate),
        pool(options.pool_threads) {}

  Result<void> check(const Route& route, const Request& request) const;
  Result<Claims> claims_of(const Request& request) const;
  Result<std::optional<std::uint64_t>> min_position(const Request& request) const;
  std::optional<domain::PersonId> known_person(const Claims& claims);
  Attempt attempt(const Route& route, const Call& call, const std::string& key);

  asio::awaitable<Response> serve(const Matched& matched, const Request& request, domain::Language language);
  asio::awaitable<Result<Caller>> authenticate(const Claims& claims, const Request& request);
  asio::awaitable<Response> run(const Route& route, const Call& call, const std::string& key);
  asio::awaitable<Response> settle(const Route& route, const Call& call, const std::string& key);

  const Backend& backend;
  const TokenVerifier& tokens;
  const std::vector<Route> routes;
  const Router router;
  const DispatcherOptions options;
  RateLimit rate;
  asio::thread_pool pool;

  std::atomic<bool> caught_up = false;

  mutable std::mutex corrupt_mutex;
  std::set<std::string> corrupt;

  std::shared_mutex known_mutex;
  std::unordered_map<std::string, domain::PersonId> known;  // by subject, and whether they come as staff
};

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

Result<Claims> Dispatcher::Impl::claims_of(const Request& request) const {
  constexpr std::string_view kScheme = "Bearer ";
  const auto header = request.header("authorization");
  if (!header.starts_with(kScheme)) return std::unexpected(problems::unauthorised());
  auto claims = tokens.verify(header.substr(kScheme.size()), backend.now());
  if (!claims || claims->institution.size() > projections::orders::kInstitutionBytes)
    return std::unexpected(problems::unauthorised());
  return std::move(*claims);
}

Result<std::optional<std::uint64_t>> Dispatcher::Impl::min_position(const Request& request) const {
  const auto header = request.header("vesture-min-position");
  if (header.empty()) return std::nullopt;
  std::uint64_t position = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), position);
  if (error != std::errc() || end != header.data() + header.size())
    return std::unexpected(problems::bad_parameter("Vesture-Min-Position"));
  return position;
}

// The person where they are registered, with an account if they come for themselves.
std::optional<domain::PersonId> Dispatcher::Impl::known_person(const Claims& claims) {
  const auto key = (claims.institution.empty() ? "p" : "s") + claims.person.digits;
  {
    const std::shared_lock lock(known_mutex);
    if (const auto found = known.find(key); found != known.end()) return found->second;
  }
  const auto pseudonym = person_pseudonym(backend, to_identifier(claims.person));
  const auto person = projections::accounts::find_person(backend.views, pseudonym);
  if (!person || (claims.institution.empty() && !person->account)) return std::nullopt;
  const std::unique_lock lock(known_mutex);
  if (known.size() >= kMostKnown) known.clear();
  known.emplace(key, person->person);
  return person->person;
}

asio::awaitable<Result<Caller>> Dispatcher::Impl::authenticate(const Claims& claims, const Request& request) {
  Caller caller;
  caller.code = to_identifier(claims.person);
  caller.name = claims.name;
  caller.assurance = claims.acr;
  caller.institution = claims.institution;
  caller.roles = claims.roles;
  caller.until = claims.expires_at;
  if (const auto person = known_person(claims)) {
    caller.person = *person;
    co_return caller;
  }
  const Route first = first_authentication(backend, caller);
  const Call call{request, caller, domain::Language::lv, {}, first.operation};
  const auto response = co_await run(first, call, "");
  if (response.status >= 400) co_return std::unexpected(problems::store_failed());
  const auto position = backend.log.head();
  const bool applied = co_await wait_for_views(backend.runner, position, options.view_wait);
  const auto person = applied ? known_person(claims) : std::nullopt;
  if (!person) co_return std::unexpected(problems::not_yet(position));
  caller.person = *person;
  co_return caller;
}

Attempt Dispatcher::Impl::attempt(const Route& route, const Call& call, const std::string& key) {
  const auto unit = std::make_shared<Unit>(backend.log, backend.cipher, backend.now());
  auto reply = route.run(call, *unit);
  Attempt made;
  if (reply) {
    raise_notices(backend, reply->means, *unit);
    made.append = append_of(backend, call, *reply, *unit);
    made.response = response_of(std::move(*reply), call.language);
    made.committed = [unit] { unit->committed(); };
  } else {
    made.response = api::response_of(reply.error(), call.language);
    made.append.now = unit->now().microseconds;
  }
  // Trouble of ours is no outcome: the same key may try again.
  if (!key.empty() && made.response.status < 500)
    made.append.idempotency = {whose_keys(call.caller), key, digest_of(backend, call.request),
                               outcome_of(backend, call.caller.person, made.response)};
  return made;
}

// Runs the route until what it decides is durable.
asio::awaitable<Response> Dispatcher::Impl::settle(const Route& route, const Call& call,
                                                   const std::string& key) {
  for (int tried = 0; tried < kTries; ++tried) {
    Attempt made = attempt(route, call, key);
    if (made.append.events.empty() && !made.append.idempotency) co_return std::move(made.response);
    const Appended appended = co_await append_to(backend.log, std::move(made.append));
    if (const auto* done = std::get_if<eventstore::Committed>(&appended)) {
      if (made.committed) made.committed();
      if (done->position != 0) {
        std::erase_if(made.response.headers,
                      [](const auto& header) { return header.first == "Vesture-Position"; });
        made.response.headers.emplace_back("Vesture-Position", std::to_string(done->position));
      }
      co_return std::move(made.response);
    }
    if (const auto* repeated = std::get_if<eventstore::Repeated>(&appended))
      co_return response_of(backend, call.caller.person, *repeated);
    if (std::holds_alternative<eventstore::KeyReused>(appended))
      co_return api::response_of(problems::key_reused(), call.language);
    if (std::holds_alternative<eventstore::Failed>(appended))
      co_return api::response_of(problems::store_failed(), call.language);
  }
  co_return api::response_of(problems::busy(), call.language);
}

asio::awaitable<Response> Dispatcher::Impl::run(const Route& route, const Call& call,
                                                const std::string& key) {
  std::optional<std::string> corrupt_stream;
  try {
    if (!route.slow) co_return co_await settle(route, call, key);
    auto work = settle(route, call, key);
    co_return co_await asio::co_spawn(pool, std::move(work), asio::use_awaitable);
  } catch (const eventstore::CorruptStream& corruption) {
    spdlog::error("corrupt history: {}", corruption.what());
    corrupt_stream = corruption.stream;
  }
  const std::lock_guard lock(corrupt_mutex);
  corrupt.insert(*corrupt_stream);
  co_return api::response_of(problems::history_corrupt(), call.language);
}

asio::awaitable<Response> Dispatcher::Impl::serve(const Matched& matched, const Request& request,
                                                  domain::Language language) {
  const Route& route = *matched.route;
  if (const auto checked = check(route, request); !checked)
    co_return api::response_of(checked.error(), language);

  Caller caller;
  if (route.access != Access::open) {
    const auto claims = claims_of(request);
    if (!claims) co_return api::response_of(claims.error(), language);
    if (const auto seconds = rate.seconds_to_wait(claims->person.digits, std::chrono::steady_clock::now()))
      co_return api::response_of(problems::too_many_requests(*seconds), language);
    if (!caught_up && !(caught_up = views_caught_up(backend)))
      co_return api::response_of(problems::not_yet(backend.runner.position()), language);
    auto authenticated = co_await authenticate(*claims, request);
    if (!authenticated) co_return api::response_of(authenticated.error(), language);
    caller = std::move(*authenticated);
  }
  if (!route.admits(caller)) co_return api::response_of(problems::forbidden(), language);

  const auto position = min_position(request);
  if (!position) co_return api::response_of(position.error(), language);
  if (*position) {
    const bool seen = co_await wait_for_views(backend.runner, **position, options.view_wait);
    if (!seen) co_return api::response_of(problems::not_yet(backend.runner.position()), language);
  }

  std::string key;
  if (const auto header = request.header("idempotency-key"); is_command(request) && !header.empty()) {
    auto named = idempotency_key(header);
    if (!named) co_return api::response_of(problems::bad_parameter("Idempotency-Key"), language);
    key = std::move(*named);
    const auto whose = whose_keys(caller);
    const auto answered =
        backend.log.answered(whose, key, digest_of(backend, request), backend.now().microseconds);
    if (answered) {
      if (const auto* repeated = std::get_if<eventstore::Repeated>(&*answered))
        co_return response_of(backend, caller.person, *repeated);
      co_return api::response_of(problems::key_reused(), language);
    }
  }

  const Call call{request, caller, language, matched.path, route.operation};
  co_return co_await run(route, call, key);
}

Dispatcher::Dispatcher(const Backend& backend, const TokenVerifier& tokens, std::vector<Route> routes,
                       DispatcherOptions options)
    : impl_(std::make_unique<Impl>(backend, tokens, std::move(routes), options)) {}

Dispatcher::~Dispatcher() { impl_->pool.join(); }

asio::awaitable<Response> Dispatcher::handle(Request request) {
  const auto language = language_of(request.header("accept-language"));
  const auto matched = impl_->router.match(request.method, request.path);
  if (!matched && matched.error().allow.empty()) co_return api::response_of(problems::not_found(), language);
  if (!matched) {
    Response refused = api::response_of(problems::method_not_allowed(), language);
    refused.headers.emplace_back("Allow", matched.error().allow);
    co_return refused;
  }
  Response response = co_await impl_->serve(*matched, request, language);
  response.route = matched->route->path;
  co_return response;
}

std::size_t Dispatcher::body_limit(std::string_view method, std::string_view path) const {
  const auto matched = impl_->router.match(method, path);
  return matched ? matched->route->body_limit : 64 * 1024;
}

std::vector<std::string> Dispatcher::corrupt_streams() const {
  const std::lock_guard lock(impl_->corrupt_mutex);
  return {impl_->corrupt.begin(), impl_->corrupt.end()};
}

}  // namespace vesture::api
