#include "api/portal.hpp"

#include <boost/asio/ip/address.hpp>
#include <stdexcept>

#include "api/accounts.hpp"
#include "api/audit.hpp"
#include "api/demo_people.hpp"
#include "api/dev.hpp"
#include "api/http/metrics.hpp"
#include "api/notifications.hpp"
#include "api/operation.hpp"
#include "api/orders.hpp"
#include "api/profile.hpp"
#include "api/requests.hpp"

namespace vesture::api {

namespace {

void require_loopback(const std::string& address) {
  boost::system::error_code bad;
  const auto parsed = boost::asio::ip::make_address(address, bad);
  if (bad || !parsed.is_loopback())
    throw std::invalid_argument("the local issuer gives tokens to whoever asks: on loopback addresses only");
}

void add(std::vector<Route>& routes, std::vector<Route> more) {
  for (auto& route : more) routes.push_back(std::move(route));
}

}  // namespace

// Members are made from top to bottom and end from bottom to top.
struct Portal::Impl {
  explicit Impl(PortalOptions given) : options(std::move(given)) {
    options.server.metrics = &metrics;
    options.server.body_bytes = [this](std::string_view method, std::string_view path) {
      return dispatcher.body_limit(method, path);
    };
    server = std::make_unique<Server>(options.server, dispatcher);
  }

  // Every route that is served. A new context's are added here.
  std::vector<Route> routes() {
    const auto& backend = node.backend();
    auto all = operation_routes(operation);
    add(all, account_routes(backend));
    add(all, profile_routes(backend));
    add(all, order_routes(backend));
    add(all, request_routes(backend));
    add(all, notification_routes(backend));
    add(all, audit_routes(backend));
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
  Operation operation{node.backend(), metrics, options.server, options.dispatcher.rate,
                      [this] { return dispatcher.corrupt_streams(); }};
  Dispatcher dispatcher{node.backend(), tokens, routes(), options.dispatcher};
  std::unique_ptr<Server> server;
};

Portal::Portal(PortalOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Portal::~Portal() = default;

void Portal::start() { impl_->server->start(); }
std::uint16_t Portal::port() const { return impl_->server->port(); }
void Portal::stop() { impl_->server->stop(); }
const Backend& Portal::backend() const { return impl_->node.backend(); }

}  // namespace vesture::api
