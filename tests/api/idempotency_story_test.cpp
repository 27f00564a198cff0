// The same command sent again, and commands on what has changed meanwhile.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "tests/api/orders_fixture.hpp"
#include "tests/api/raw_client.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

const Fields kKey{{"Idempotency-Key", "\"3d5f-1\""}};

class IdempotencyStory : public OrdersTest {
 protected:
  void expect_same(const Said& again, const Said& first) {
    EXPECT_EQ(again.status, first.status);
    EXPECT_EQ(again.body, first.body);
    for (const auto* name : {"etag", "location", "vesture-position", "content-type", "content-language"})
      EXPECT_EQ(again.field(name), first.field(name)) << name;
  }
  std::size_t annas_orders() { return all_items(anna, orders_of(annas)).size(); }
};

TEST_F(IdempotencyStory, TheSameKeyWithTheSameRequestGivesTheFirstAnswerAndOneCommit) {
  const auto first = clerk.post(kOrders, order_body(annas), kKey);
  ASSERT_EQ(first.status, 201);
  const auto head = portal.portal().backend().log.head();
  expect_same(clerk.post(kOrders, order_body(annas), kKey), first);
  EXPECT_EQ(portal.portal().backend().log.head(), head);
  EXPECT_EQ(annas_orders(), 1u);
}

TEST_F(IdempotencyStory, TheSameKeyWithAnotherRequestIsRefused) {
  clerk.post(kOrders, order_body(annas), kKey);
  const auto refused = clerk.post(kOrders, order_body(boriss), kKey);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "idempotency.key_reused");
  EXPECT_TRUE(all_items(boris, orders_of(boriss)).empty());
}

TEST_F(IdempotencyStory, ARejectionIsRepeatedEvenWhenItWouldSucceedByNow) {
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/status";
  const auto refused = clerk.post(path, {{"status", "ready"}}, kKey);
  ASSERT_EQ(refused.status, 409);
  move(order, "in_progress");
  expect_same(clerk.post(path, {{"status", "ready"}}, kKey), refused);
  EXPECT_EQ(clerk.post(path, {{"status", "ready"}}).status, 200);
}

TEST_F(IdempotencyStory, AnAnswerIsRepeatedAfterARestart) {
  const auto first = clerk.post(kOrders, order_body(annas), kKey);
  const auto refused = clerk.post(kOrders, order_body(annas, {}), {{"Idempotency-Key", "two"}});
  portal.reopen();
  expect_same(clerk.post(kOrders, order_body(annas), kKey), first);
  expect_same(clerk.post(kOrders, order_body(annas, {}), {{"Idempotency-Key", "two"}}), refused);
  EXPECT_EQ(annas_orders(), 1u);
}

TEST_F(IdempotencyStory, OfManyAtOnceWithOneKeyOneIsDoneAndAllAreAnsweredAlike) {
  std::vector<std::unique_ptr<RawClient>> clients;
  const auto text = clerk.request_text("POST", kOrders, bj::serialize(order_body(annas)), kKey);
  for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<RawClient>(portal.port()));
  for (auto& client : clients) client->send(text);
  const auto first = clients.front()->read_answer();
  EXPECT_EQ(first.status, 201) << first.body;
  for (std::size_t i = 1; i < clients.size(); ++i) EXPECT_EQ(clients[i]->read_answer().body, first.body);
  const auto seen = Fields{{"Vesture-Min-Position", first.field("vesture-position")}};
  EXPECT_EQ(anna.get(orders_of(annas), seen).items().size(), 1u);
}

TEST_F(IdempotencyStory, KeysAreEachCallersOwn) {
  auto colleague = portal.visit(portal.employee("PNOLV-320000-00013", {"clerk"}));
  const auto first = clerk.post(kOrders, order_body(annas), kKey);
  const auto second = colleague.post(kOrders, order_body(annas), kKey);
  EXPECT_EQ(second.status, 201);
  EXPECT_NE(second.text("/id"), first.text("/id"));
}

TEST_F(IdempotencyStory, AKeyIsKeptFor24Hours) {
  const auto first = clerk.post(kOrders, order_body(annas), kKey);
  portal.clock.turn(std::chrono::hours(23));
  expect_same(clerk.post(kOrders, order_body(annas), kKey), first);
  portal.clock.turn(std::chrono::hours(2));
  EXPECT_NE(clerk.post(kOrders, order_body(annas), kKey).text("/id"), first.text("/id"));
}

TEST_F(IdempotencyStory, AKeyThatIsNoneIsRefusedByName) {
  for (const std::string key : {"a b", "\"", "\xc4\x81"}) {
    const auto refused = clerk.post(kOrders, order_body(annas), {{"Idempotency-Key", key}});
    EXPECT_EQ(refused.status, 400) << key;
    EXPECT_EQ(refused.text("/field"), "Idempotency-Key");
  }
  EXPECT_EQ(clerk.post(kOrders, order_body(annas), {{"Idempotency-Key", std::string(256, 'k')}}).status, 400);
}

TEST_F(IdempotencyStory, AStaleVersionIsRefusedAndTheNewestOneIsNot) {
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/status";
  const auto moved = clerk.post(path, {{"status", "in_progress"}}, {{"If-Match", order.field("etag")}});
  ASSERT_EQ(moved.status, 200);
  EXPECT_NE(moved.field("etag"), order.field("etag"));
  const auto stale = clerk.post(path, {{"status", "suspended"}}, {{"If-Match", order.field("etag")}});
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(stale.code(), "resource.version_stale");
  EXPECT_EQ(clerk.post(path, {{"status", "ready"}}, {{"If-Match", moved.field("etag")}}).status, 200);
  EXPECT_EQ(clerk.post(path, {{"status", "ready"}}, {{"If-Match", "*"}}).status, 200);
}

TEST_F(IdempotencyStory, ALabelIsNotSetOnAStaleVersion) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto path = requests_of(annas) + "/" + request.text("/id") + "/label";
  ASSERT_EQ(anna.put(path, {{"label", "A"}}, {{"If-Match", request.field("etag")}}).status, 200);
  EXPECT_EQ(anna.put(path, {{"label", "B"}}, {{"If-Match", request.field("etag")}}).status, 412);
  EXPECT_EQ(anna.get(requests_of(annas) + "/" + request.text("/id")).text("/label"), "A");
}

TEST_F(IdempotencyStory, ACommandThatWasBegunWhenTheServerStopsIsAnsweredAndKept) {
  RawClient client(portal.port());
  client.send(get("/livez"));
  ASSERT_EQ(client.read_answer().status, 200);
  client.send(clerk.request_text("POST", kRequests, bj::serialize(request_body(annas, anna.person()))));
  portal.portal().stop();
  const auto answered = client.read_answer();
  EXPECT_EQ(answered.status, 201) << answered.body;
  portal.reopen();
  EXPECT_EQ(all_items(anna, requests_of(annas)).size(), 1u);
}

}  // namespace
}  // namespace vesture::api
