// What operators and callers are shown of views while their versions change.
#include "api/operation.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/parse.hpp>
#include <future>

#include "api/auth/token_issuer.hpp"
#include "api/dispatcher.hpp"
#include "api/node.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/projections/parcel_versions.hpp"

namespace vesture::api {
namespace {

using namespace std::chrono_literals;
namespace views = projections;

const std::string kList = "parcels";

// The node's keys, with a log and views of its own.
class OperationTest : public testing::Test {
 protected:
  void commit(const std::string& command, std::int64_t number) {
    views::Parcel parcel;
    parcel.owner = "a";
    parcel.id = domain::uuid_v7(number, {});
    parcel.created = {number};
    parcel.sealed.payer = "p";
    log_->append_and_wait(views::parcel_command(kList, command, parcel));
  }

  template <class... Versions>
  void run(std::unique_ptr<Versions>... versions) {
    std::vector<std::unique_ptr<views::Projection>> given;
    (given.push_back(std::move(versions)), ...);
    runner_.reset();
    runner_ = std::make_unique<views::Runner>(*log_, *store_, std::move(given));
    const auto& node = node_.backend();
    backend_ = std::make_unique<Backend>(
        Backend{*log_, node.keyring, node.cipher, *store_, *runner_, node.now, node.mint, node.folded,
                node.numbers, node.looks, log_->head(), node.vault, nullptr, node.trust, kMostUploadBytes,
                nullptr, node.contents_settled, nullptr, node.now});
  }

  // Until the version that is built beside the one that serves is as told.
  void wait_until(const std::function<bool(const views::ProjectionStatus&)>& reached) {
    std::promise<void> seen;
    std::atomic<bool> told = false;
    const auto look = [&] {
      if (reached(runner_->status().front()) && !told.exchange(true)) seen.set_value();
    };
    const auto following = runner_->subscribe([&](eventstore::Position) { look(); });
    look();
    ASSERT_EQ(seen.get_future().wait_for(60s), std::future_status::ready);
  }

  // The answer of a server with the operation's routes and one more.
  Response get(const std::string& path) {
    const ServerOptions server;
    Metrics metrics;
    const Operation operation{*backend_, metrics, server, {}, {}, [] { return std::vector<std::string>{}; }};
    auto routes = operation_routes(operation);
    auto by_count = declare(Access::open, "GET", "/by-count", "parcels.by_count", "What version 2 alone can");
    by_count.run = [this](const Call&, Unit&) {
      views::new_parcels(kList).page(store_->snapshot(), {.scope = "a", .sort = "order_count"});
      return Reply{};
    };
    routes.push_back(std::move(by_count));
    Dispatcher dispatcher(*backend_, tokens_, std::move(routes));
    Request request;
    request.method = "GET";
    request.path = path;
    boost::asio::io_context loop;
    auto answer = boost::asio::co_spawn(loop, dispatcher.handle(std::move(request)), boost::asio::use_future);
    loop.run();
    return answer.get();
  }
  boost::json::value projection() { return boost::json::parse(get("/readyz").body).at("projections").at(0); }

  NodeOptions node_options() const {
    NodeOptions options;
    options.data = directory_.path() / "node";
    return options;
  }

  eventstore::ScratchDirectory directory_;
  Node node_{node_options()};
  std::unique_ptr<eventstore::Log> log_ = eventstore::Log::open(directory_.path() / "log");
  std::unique_ptr<views::ViewStore> store_ = views::ViewStore::open(directory_.path() / "views");
  std::unique_ptr<views::Runner> runner_;
  std::unique_ptr<Backend> backend_;
  TokenIssuer issuer_{Algorithm::EdDSA, "issuer", "audience"};
  TokenVerifier tokens_{issuer_.rules()};
};

bool has_stopped(const views::ProjectionStatus& status) {
  return status.building && status.building->state == views::ProjectionState::stopped;
}

TEST_F(OperationTest, WhatIsBuiltBesideTheServingVersionIsShownAndDoesNotMakeTheServerUnready) {
  commit("put", 1);
  commit("poison 2", 0);
  run(views::first_version(kList));
  ASSERT_TRUE(runner_->wait_applied(2, 60s));
  EXPECT_TRUE(projection().at("building").is_null());
  EXPECT_EQ(projection().at("state"), "running");
  EXPECT_EQ(projection().at("percent"), 100);

  run(views::first_version(kList), views::second_version(kList));
  wait_until(has_stopped);
  EXPECT_EQ(get("/readyz").status, 200);
  EXPECT_EQ(projection().at("version"), 1);
  EXPECT_EQ(projection().at("building").at("version"), 2);
  EXPECT_EQ(projection().at("building").at("state"), "stopped");
  EXPECT_EQ(projection().at("building").at("position"), 1);
  EXPECT_EQ(projection().at("building").at("lag"), 1);
  EXPECT_EQ(projection().at("building").at("percent"), 50);
  const auto metrics = get("/metrics").body;
  EXPECT_TRUE(metrics.contains("vesture_projection_building_stopped{projection=\"parcels\"} 1\n"));
  EXPECT_TRUE(metrics.contains("vesture_projection_building_lag{projection=\"parcels\"} 1\n"));
}

TEST_F(OperationTest, AServingVersionThatHasStoppedMakesTheServerUnready) {
  commit("put", 1);
  commit("poison 1", 0);
  run(views::first_version(kList));
  EXPECT_FALSE(runner_->wait_applied(2, 60s));
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_EQ(projection().at("state"), "stopped");
  EXPECT_TRUE(get("/metrics").body.contains("vesture_projection_stopped{projection=\"parcels\"} 1\n"));
}

TEST_F(OperationTest, TheLastSwapIsShownWithWhatDiffered) {
  commit("put", 1);
  commit("put", 2);
  run(views::first_version(kList));
  ASSERT_TRUE(runner_->wait_applied(2, 60s));
  run(views::first_version(kList), views::second_version(kList, [](views::Parcel parcel) {
        auto row = views::counted(std::move(parcel));
        row.order_count += row.created.microseconds == 2 ? 1 : 0;
        return std::vector{row};
      }));
  wait_until([](const views::ProjectionStatus& status) { return status.serving.version == 2; });
  const auto swap = projection().at("last_swap");
  EXPECT_EQ(swap.at("from"), 1);
  EXPECT_EQ(swap.at("to"), 2);
  EXPECT_EQ(swap.at("position"), 2);
  EXPECT_EQ(swap.at("lists").at(0),
            boost::json::parse(R"({"list": "parcels", "same": 1, "only_before": 0, "only_after": 0,
                                   "changed": 1, "members": ["order_count"]})"));
  EXPECT_TRUE(
      get("/metrics").body.contains("vesture_projection_swap_differences{projection=\"parcels\"} 1\n"));
}

TEST_F(OperationTest, AQueryThatOnlyTheNewVersionCanAnswerIsAnsweredLater) {
  commit("put", 1);
  run(views::first_version(kList));
  ASSERT_TRUE(runner_->wait_applied(1, 60s));
  const auto refused = get("/by-count");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(boost::json::parse(refused.body).at("code"), "view.not_yet");
  run(views::first_version(kList), views::second_version(kList));
  wait_until([](const views::ProjectionStatus& status) { return status.serving.version == 2; });
  EXPECT_EQ(get("/by-count").status, 200);
}

}  // namespace
}  // namespace vesture::api
