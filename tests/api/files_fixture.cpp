#include "tests/api/files_fixture.hpp"

#include <boost/describe.hpp>
#include <boost/json/parse.hpp>

#include "api/files/download.hpp"
#include "domain/access/access.hpp"

namespace vesture::api {

namespace {

struct Stored {
  std::string id;
  std::string name;
  std::uint64_t size = 0;
  BOOST_DESCRIBE_CLASS(Stored, (), (id, name, size), (), ())
};

}  // namespace

void refer_to(Unit& unit, const Upload& upload) {
  unit.record<domain::access::Access>(domain::AccountId{}, {domain::AccountId{}, upload.content.uuid, {}});
}

std::string upload_request(std::string_view body, std::string_view fields, std::string_view target) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" +
         std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

std::string code_of(const Answer& problem) {
  return std::string(boost::json::parse(problem.body).at("code").as_string());
}

void FilesTest::start(Scanner* scanner) {
  NodeOptions node;
  node.data = scratch_.path() / "data";
  node.scanner = scanner;
  node_ = std::make_unique<Node>(node);
  dispatcher_ = std::make_unique<Dispatcher>(backend(), tokens_, routes(), dispatcher_options);
  server_options.port = 0;
  server_options.threads = 2;
  server_options.body_rule = [this](auto method, auto path) { return dispatcher_->body_rule(method, path); };
  server_ = std::make_unique<Server>(server_options, *dispatcher_);
  server_->start();
}

void FilesTest::stop() {
  dispatcher_->begin_stop();
  server_->stop();
}

std::vector<Route> FilesTest::routes() {
  const auto admit = [this](const Call&, Unit&) { return admission(); };
  const auto run = [this](const Call&, Unit& unit, const Upload& upload) -> Result<Answered<Stored>> {
    {
      const std::lock_guard lock(mutex_);
      uploads_.push_back(upload);
    }
    if (!decision)
      refer_to(unit, upload);
    else if (const auto decided = decision(unit, upload); !decided)
      return std::unexpected(decided.error());
    return Answered<Stored>{{to_string(upload.content), upload.name, upload.size}, {}};
  };
  std::vector<Route> all;
  all.push_back(upload_route<Stored>(declare(Access::open, "POST", "/files", "files.add", ""), admit, run));
  all.push_back(
      upload_route<Stored>(declare(Access::staff, "POST", "/desk/files", "files.add", ""), admit, run));
  all.push_back(content_route(declare(Access::open, "GET", "/files/{content}", "files.get", ""),
                              [this](const Call& call, Unit&) { return give(call); }));
  return all;
}

Result<Reply> FilesTest::give(const Call& call) {
  const auto id = call.id<domain::ContentId>(0);
  if (!id) return std::unexpected(id.error());
  std::shared_ptr<eventstore::VaultReader> content = backend().vault.read(id->uuid.bytes);
  if (!content) return std::unexpected(problems::not_found());
  for (const auto& upload : uploads())
    if (upload.content == *id) return content_reply(call, upload.name, upload.media_type, std::move(content));
  return std::unexpected(problems::not_found());
}

std::vector<Upload> FilesTest::uploads() const {
  const std::lock_guard lock(mutex_);
  return uploads_;
}

void FilesTest::expect_empty_vault() const {
  EXPECT_TRUE(backend().vault.unkept().empty());
  for (const auto& upload : uploads())
    EXPECT_EQ(backend().vault.read(upload.content.uuid.bytes), nullptr) << upload.name;
}

Answer FilesTest::download(const domain::ContentId& content, std::string_view fields, bool head) const {
  auto client = this->client();
  client.send((head ? "HEAD" : "GET") + std::string(" /files/") + to_string(content) +
              " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) + "\r\n");
  return client.read_answer(head);
}

}  // namespace vesture::api
