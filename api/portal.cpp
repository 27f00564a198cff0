#include "api/portal.hpp"

#include <spdlog/spdlog.h>

#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <condition_variable>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "api/account_history.hpp"
#include "api/accounts.hpp"
#include "api/audit.hpp"
#include "api/demo_people.hpp"
#include "api/dev.hpp"
#include "api/e_address.hpp"
#include "api/errands/delivery.hpp"
#include "api/errands/destruction.hpp"
#include "api/errands/email.hpp"
#include "api/errands/identity.hpp"
#include "api/errands/mail_terms.hpp"
#include "api/errands/register_follower.hpp"
#include "api/errands/retention.hpp"
#include "api/errands/view_purge.hpp"
#include "api/http/metrics.hpp"
#include "api/mail/acting.hpp"
#include "api/mail/answering.hpp"
#include "api/mail/directory.hpp"
#include "api/mail/drafts.hpp"
#include "api/mail/folders.hpp"
#include "api/mail/invoices.hpp"
#include "api/mail/reading.hpp"
#include "api/mail/sending.hpp"
#include "api/mail/suspicions.hpp"
#include "api/notifications.hpp"
#include "api/operation.hpp"
#include "api/order_files.hpp"
#include "api/orders.hpp"
#include "api/profile.hpp"
#include "api/register_changes.hpp"
#include "api/request_files.hpp"
#include "api/requests.hpp"
#include "api/rights.hpp"
#include "api/timekeeper.hpp"
#include "api/transparency.hpp"
#include "api/user_channels.hpp"
#include "api/views.hpp"

namespace vesture::api {

namespace {

void require_loopback(const std::string& address) {
  boost::system::error_code bad;
  const auto parsed = boost::asio::ip::make_address(address, bad);
  if (bad || !parsed.is_loopback())
    throw std::invalid_argument("the local issuer gives tokens to whoever asks: on loopback addresses only");
}

// Of the past: what is shown. A Structured Field (RFC 8941), as `4711;time="2026-03-31T12:00:00Z"`.
std::pair<std::string, std::string> moment_header(const PastMoment& moment) {
  return {"Vesture-At", std::to_string(moment.position) + ";time=\"" + to_string(moment.time) + '"'};
}

void add(std::vector<Route>& routes, std::vector<Route> more) {
  for (auto& route : more) routes.push_back(std::move(route));
}

}  // namespace

// Members are made from top to bottom and end from bottom to top.
struct Portal::Impl {
  explicit Impl(PortalOptions given) : options(std::move(given)) {
    options.server.metrics = &metrics;
    options.server.body_rule = [this](std::string_view method, std::string_view path) {
      return dispatcher.body_rule(method, path);
    };
    if (options.node.past) options.server.headers.push_back(moment_header(options.node.past->moment));
    server = std::make_unique<Server>(options.server, dispatcher);
    if (options.node.past) return;
    hire(file_retention_errands(node.backend()));
    hire(content_destruction_errands(node.backend()));
    hire(delivery_errands(node.backend()));
    for (auto& errands : mail_term_errands(node.backend())) hire(std::move(errands));
    hire(view_purge_errands(node.backend()));
    if (options.node.mail) hire(email_errands(node.backend(), *options.node.mail));
    if (options.registers) {
      hire(identity_errands(node.backend(), *options.registers));
      register_follower.emplace(node.backend(), *options.registers, metrics);
    }
  }

  ~Impl() { dispatcher.begin_stop(); }

  // Every kind of errand that is run. A new one is added above.
  void hire(std::unique_ptr<Errands> errands) {
    auto keeper = std::make_unique<Timekeeper>(node.backend(), std::move(errands));
    metrics.gauge("vesture_errands_overdue_seconds", "For how long the first errand has been due.",
                  {{"errand", std::string(projections::agenda::code_of(keeper->kind()))}},
                  [keeper = keeper.get()] { return keeper->seconds_overdue(); });
    timekeepers.push_back(std::move(keeper));
  }

  void start() {
    if (!options.node.past) settle();
    if (options.keeps_time) {
      for (const auto& timekeeper : timekeepers) timekeeper->start();
      if (register_follower) register_follower->start();
      if (!options.node.past)
        publishing = std::jthread([this](const std::stop_token& stop) { publish_checkpoints(stop); });
    }
    server->start();
  }

  // Contents wait for it, nothing else does: after a moment the server listens, whatever it takes.
  void settle() {
    constexpr std::chrono::seconds kMoment{2};
    std::packaged_task<void(std::stop_token)> task([this](const std::stop_token& stop) {
      try {
        settle_contents(node.backend(), stop);
      } catch (const std::exception& trouble) {
        spdlog::critical("no content is given out: {}", trouble.what());
      }
    });
    auto settled = task.get_future();
    settling = std::jthread(std::move(task));
    settled.wait_for(kMoment);
  }

  // So that a copy of the directory of a running server has a checkpoint of a few seconds ago.
  void publish_checkpoints(const std::stop_token& stop) {
    constexpr std::chrono::seconds kBetween{5};
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    while (!stopped.wait_for(lock, stop, kBetween, [&] { return stop.stop_requested(); })) {
      try {
        node.backend().checkpoints->of_head();
      } catch (const std::exception& trouble) {
        spdlog::error("no checkpoint is signed: {}", trouble.what());
      }
    }
  }

  void stop() {
    dispatcher.begin_stop();
    server->stop();
    backups.stop();
    settling = {};
    publishing = {};
    register_follower.reset();
    timekeepers.clear();
  }

  // Throws where one of them has stopped before.
  void wait_for_views(std::uint64_t position) {
    std::promise<bool> told;
    const auto waiting =
        node.backend().runner.when_applied(position, {}, [&](bool applied) { told.set_value(applied); });
    if (!told.get_future().get()) throw std::runtime_error("a view has stopped: what is due is not known");
  }

  // What is done asks for more: until the log stands still.
  void keep_time() {
    const auto& backend = node.backend();
    std::uint64_t head = 0;
    do {
      head = backend.log.head();
      wait_for_views(head);
      if (register_follower) register_follower->run_due();
      for (const auto& timekeeper : timekeepers) timekeeper->run_due();
    } while (backend.log.head() != head);
  }

  // Every route that is served. A new context's are added here.
  std::vector<Route> routes() {
    const auto& backend = node.backend();
    auto all = operation_routes(operation);
    add(all, account_history_routes(backend, options.history));
    add(all, account_routes(backend));
    add(all, profile_routes(backend));
    add(all, user_channel_routes(backend));
    add(all, e_address_routes(backend));
    add(all, rights_routes(backend));
    add(all, register_change_routes(backend));
    add(all, order_routes(backend));
    add(all, order_file_routes(backend));
    add(all, request_routes(backend));
    add(all, request_file_routes(backend));
    add(all, mail_folder_routes(backend));
    add(all, mail_reading_routes(backend));
    add(all, invoice_routes(backend));
    add(all, mail_answering_routes(backend));
    add(all, mail_acting_routes(backend));
    add(all, draft_routes(backend));
    add(all, sending_routes(backend));
    add(all, directory_routes(backend));
    add(all, suspicion_routes(backend));
    add(all, notification_routes(backend));
    add(all, audit_routes(backend));
    add(all, backup_routes(backups));
    add(all, transparency_routes(backend));
    add(all, view_routes(backend));
    if (options.dev_issuer) {
      require_loopback(options.server.address);
      add(all, dev_routes(backend, *options.dev_issuer, options.node.data / kDemoPeopleFile));
    }
    add_openapi(all);
    return all;
  }

  PortalOptions options;
  TokenVerifier tokens{options.tokens};
  Metrics metrics;
  Node node{options.node};
  Backups backups{node.backend(), options.node.data, options.backups};
  Operation operation{node.backend(),
                      metrics,
                      options.server,
                      options.dispatcher.rate,
                      options.dispatcher.concurrency,
                      [this] { return dispatcher.corrupt_streams(); }};
  Dispatcher dispatcher{node.backend(), tokens, routes(), options.dispatcher};
  std::unique_ptr<Server> server;
  std::vector<std::unique_ptr<Timekeeper>> timekeepers;
  std::optional<RegisterFollower> register_follower;
  std::jthread settling;
  std::jthread publishing;
};

Portal::Portal(PortalOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Portal::~Portal() = default;

void Portal::start() { impl_->start(); }
void Portal::keep_time() { impl_->keep_time(); }
std::uint16_t Portal::port() const { return impl_->server->port(); }
void Portal::stop() { impl_->stop(); }
const Backend& Portal::backend() const { return impl_->node.backend(); }

}  // namespace vesture::api
