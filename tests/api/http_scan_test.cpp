// The malware scan of what is uploaded, by a scanner that does as the test says.
#include <atomic>
#include <latch>
#include <stop_token>
#include <string>

#include "tests/api/files_fixture.hpp"

namespace vesture::api {
namespace {

// Finds malware in whatever holds "evil"; goes away before, in the middle or at the end.
class ScriptedScanner final : public Scanner {
 public:
  enum class Leaves { never, before, in_the_middle, at_the_end, over_its_limit };

  std::unique_ptr<Scanning> begin(std::stop_token) override {
    if (leaves == Leaves::before) throw ScannerUnavailable("away");
    return std::make_unique<Run>(leaves);
  }

  Leaves leaves = Leaves::never;

 private:
  class Run final : public Scanning {
   public:
    explicit Run(Leaves leaves) : leaves_(leaves) {}
    void write(std::string_view piece) override {
      if (leaves_ == Leaves::in_the_middle && !seen_.empty()) throw ScannerUnavailable("left");
      if (leaves_ == Leaves::over_its_limit) throw ScannerSizeLimit("too much");
      seen_ += piece;
    }
    ScanResult finish() override {
      if (leaves_ == Leaves::at_the_end) throw ScannerUnavailable("left");
      const bool infected = seen_.find("evil") != std::string::npos;
      return {infected, infected ? "Test.Evil" : ""};
    }

   private:
    const Leaves leaves_;
    std::string seen_;
  };
};

// Takes what it is given and never answers, once it is told to hang.
class HangingScanner final : public Scanner {
 public:
  std::unique_ptr<Scanning> begin(std::stop_token stop) override {
    return std::make_unique<Run>(*this, std::move(stop));
  }
  void hang() { hangs_ = true; }
  void wait_until_it_hangs() { hanging_.wait(false); }

 private:
  class Run final : public Scanning {
   public:
    Run(HangingScanner& scanner, std::stop_token stop) : scanner_(scanner), stop_(std::move(stop)) {}
    void write(std::string_view) override {}
    ScanResult finish() override {
      if (!scanner_.hangs_) return {};
      std::latch stopped(1);
      const std::stop_callback on_stop(stop_, [&] { stopped.count_down(); });
      scanner_.hanging_ = true;
      scanner_.hanging_.notify_all();
      stopped.wait();
      throw ScannerUnavailable("stopped");
    }

   private:
    HangingScanner& scanner_;
    const std::stop_token stop_;
  };

  std::atomic<bool> hangs_ = false;
  std::atomic<bool> hanging_ = false;
};

class ScanTest : public FilesTest {
 protected:
  Answer upload(const std::string& body) const {
    auto client = this->client();
    client.send(upload_request(body));
    return client.read_answer();
  }

  ScriptedScanner scanner;
};

TEST_F(ScanTest, MAIL_18_MalwareIsRefusedAndNothingOfItStays) {
  start(&scanner);
  const auto refused = upload(std::string(300'000, 'x') + "evil");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(code_of(refused), "files.malware_found");
  EXPECT_NE(refused.body.find("MAIL-18"), std::string::npos);
  EXPECT_TRUE(uploads().empty());
  expect_empty_vault();
}

TEST_F(ScanTest, MAIL_18_WhatIsCleanSaysSo) {
  start(&scanner);
  EXPECT_EQ(upload("good").status, 200);
  EXPECT_EQ(uploads().at(0).scan, domain::files::Scan::clean);
}

TEST_F(ScanTest, MAIL_18_WithoutTheScannersWordNothingIsTaken) {
  start(&scanner);
  using enum ScriptedScanner::Leaves;
  for (const auto leaves : {before, in_the_middle, at_the_end}) {
    scanner.leaves = leaves;
    const auto refused = upload(std::string(600'000, 'x'));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(code_of(refused), "files.scanner_unavailable");
    EXPECT_FALSE(refused.field("retry-after").empty());
  }
  scanner.leaves = over_its_limit;
  EXPECT_EQ(code_of(upload("a")), "files.too_large_to_scan");
  EXPECT_TRUE(uploads().empty());
  expect_empty_vault();
  scanner.leaves = never;
  EXPECT_EQ(upload("a").status, 200);
}

TEST_F(ScanTest, MAIL_18_AScansRefusalIsItsKeysOutcomeAndItsAbsenceIsNone) {
  start(&scanner);
  const auto keyed = [this](const std::string& body) {
    auto client = this->client();
    client.send(upload_request(body, std::string(kNamed) + "Idempotency-Key: k\r\n"));
    return client.read_answer();
  };
  scanner.leaves = ScriptedScanner::Leaves::at_the_end;
  EXPECT_EQ(keyed("evil").status, 503);
  scanner.leaves = ScriptedScanner::Leaves::never;
  EXPECT_EQ(code_of(keyed("evil")), "files.malware_found");
  scanner.leaves = ScriptedScanner::Leaves::before;
  EXPECT_EQ(code_of(keyed("evil")), "files.malware_found");
  EXPECT_EQ(code_of(keyed("good")), "idempotency.key_reused");
}

TEST_F(ScanTest, OneThatHangsHoldsNeitherDownloadsNorOtherUploadsNorAStop) {
  dispatcher_options.content_threads = 1;
  dispatcher_options.scans = {.at_once = 1, .wait = std::chrono::milliseconds(1)};
  server_options.stop_time = std::chrono::hours(1);  // so that stopping does not cut what should have ended
  HangingScanner hanging;
  start(&hanging);
  ASSERT_EQ(upload("hello").status, 200);
  hanging.hang();
  auto waiting = client();
  waiting.send(upload_request("waits"));
  hanging.wait_until_it_hangs();

  EXPECT_EQ(download(uploads().at(0).content).body, "hello");
  const auto refused = upload("another");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(code_of(refused), "files.scanner_unavailable");
  EXPECT_FALSE(refused.field("retry-after").empty());

  stop();
  EXPECT_EQ(code_of(waiting.read_answer()), "files.scanner_unavailable");
  ASSERT_EQ(uploads().size(), 1u);
  EXPECT_TRUE(backend().vault.unkept().empty());
}

TEST_F(ScanTest, AClientThatSendsSlowlyHoldsNoScanner) {
  dispatcher_options.scans = {.at_once = 1, .wait = std::chrono::milliseconds(1)};
  start(&scanner);
  auto slow = client();
  slow.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\n" +
            std::string(kNamed) + "Transfer-Encoding: chunked\r\n\r\n");
  EXPECT_EQ(slow.read_head().status, 100);
  slow.send("40000\r\n" + std::string(0x40000, 'x') + "\r\n");
  EXPECT_EQ(upload("good").status, 200);
  slow.send("0\r\n\r\n");
  EXPECT_EQ(slow.read_answer().status, 200);
}

}  // namespace
}  // namespace vesture::api
