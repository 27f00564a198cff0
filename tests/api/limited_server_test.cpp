// The real server where no file may grow beyond a limit (RLIMIT_FSIZE), as on a disk that is full.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <optional>

#include "tests/api/child_process.hpp"
#include "tests/api/raw_client.hpp"
#include "tests/eventstore/contents.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

constexpr int kBlockBytes = 512;  // of the shell's limit
constexpr int kMostBlocks = 8'192;
constexpr std::size_t kMostBytes = std::size_t{kMostBlocks} * kBlockBytes;

std::filesystem::path server_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path() / "api" / "vesture";
}

std::vector<std::string> command_line(const std::filesystem::path& data, std::uint16_t port, bool limited) {
  const std::string limit = limited ? "ulimit -f " + std::to_string(kMostBlocks) + "; " : "";
  return {"/bin/sh", "-c",     limit + "exec \"$0\" \"$@\"", server_program(), "--dev", "--data",
          data,      "--port", std::to_string(port)};
}

class RunningServer {
 public:
  RunningServer(const std::filesystem::path& data, bool limited)
      : process_(command_line(data, port_, limited)) {
    process_.wait_for_output("listening");
  }

  Answer ask(const std::string& method, const std::string& target, const std::string& body = "",
             const std::string& fields = "") const {
    RawClient client(port_);
    client.send(method + " " + target + " HTTP/1.1\r\nHost: test\r\n" + fields +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.read_answer();
  }
  std::string authorization(const std::string& person) const {
    const auto token = bj::parse(ask("GET", "/dev/token?person=" + person).body).at("token").as_string();
    return "Authorization: Bearer " + std::string(token) + "\r\n";
  }
  bj::value ready() const { return bj::parse(ask("GET", "/readyz").body); }
  // Views that an end without warning left behind the log are there again.
  void wait_for_views() const {
    while (ask("GET", "/readyz").status != 200) continue;
  }

 private:
  const std::uint16_t port_ = free_port();
  ChildProcess process_;
};

class LimitedServer : public testing::Test {
 protected:
  // Serves with the limit or without it; what served before is killed.
  void serve(bool limited) {
    server.reset();
    server.emplace(scratch.path() / "data", limited);
    server->wait_for_views();
    annas_word = server->authorization("PNOLV-320000-00001");
  }

  void register_request() {
    const auto me = bj::parse(server->ask("GET", "/v1/me", "", annas_word).body);
    const auto account = std::string(me.at_pointer("/accounts/0/id").as_string());
    const bj::value body{
        {"account", account},
        {"requested_by", me.at("id")},
        {"service", {{"code", "K-1"}, {"group", "kadastrs"}, {"name_lv", "Ziņas"}, {"name_en", "Data"}}},
        {"object", "01000010001"}};
    const auto clerks_word = server->authorization("PNOLV-320000-00010&institution=VZD&roles=clerk");
    const auto made = server->ask("POST", "/v1/institution/service-requests", bj::serialize(body),
                                  clerks_word + "Content-Type: application/json\r\n");
    ASSERT_EQ(made.status, 201) << made.body;
    request = "/v1/accounts/" + account + "/service-requests/" +
              std::string(bj::parse(made.body).at("id").as_string());
  }

  Answer upload(const std::string& bytes) const {
    return server->ask("POST", request + "/documents", bytes,
                       annas_word +
                           "Content-Type: application/pdf\r\n"
                           "Content-Disposition: attachment; filename=\"a.pdf\"\r\n");
  }
  Answer get(const std::string& path) const { return server->ask("GET", request + path, "", annas_word); }
  std::size_t files() const { return bj::parse(get("/files").body).at("items").as_array().size(); }

  eventstore::ScratchDirectory scratch;
  std::optional<RunningServer> server;
  std::string annas_word;
  std::string request;
};

TEST_F(LimitedServer, RefusesWhatDoesNotFitAndSaysSoAndTakesItOnceThereIsRoomAgain) {
  const auto small = eventstore::noise(100'000, 1);
  const auto large = eventstore::noise(3 * kMostBytes, 2);
  serve(true);
  register_request();
  const auto taken = upload(small);
  ASSERT_EQ(taken.status, 201) << taken.body;
  const auto file = "/files/" + std::string(bj::parse(taken.body).at("id").as_string());

  for (int tried = 0; tried < 2; ++tried) {
    const auto refused = upload(large);
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(bj::parse(refused.body).at("code"), "store.unavailable") << refused.body;
    EXPECT_FALSE(refused.field("retry-after").empty());
  }
  EXPECT_EQ(server->ask("GET", "/readyz").status, 503);
  EXPECT_EQ(server->ready().at("vault"), "failed");
  EXPECT_EQ(server->ready().at("store"), "open");
  EXPECT_TRUE(get(file).body == small);
  EXPECT_EQ(files(), 1U);

  serve(false);
  EXPECT_EQ(server->ready().at("vault"), "open");
  EXPECT_TRUE(get(file).body == small);
  const auto again = upload(large);
  ASSERT_EQ(again.status, 201) << again.body;
  const auto second = "/files/" + std::string(bj::parse(again.body).at("id").as_string());
  EXPECT_TRUE(get(second).body == large);
  EXPECT_EQ(files(), 2U);
}

}  // namespace
}  // namespace vesture::api
