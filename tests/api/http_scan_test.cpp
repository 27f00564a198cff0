// The malware scan of what is uploaded, by a scanner that does as the test says.
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

}  // namespace
}  // namespace vesture::api
