// Contents pass through in memory that does not grow with them.
#include <fstream>
#include <string>

#include "tests/api/files_fixture.hpp"

namespace vesture::api {
namespace {

// VmRSS, in KiB.
std::size_t resident_kibibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
  throw std::runtime_error("no VmRSS");
}

class MemoryTest : public FilesTest {
 protected:
  void upload(std::size_t pieces) {
    auto client = this->client();
    client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
                "Content-Length: " + std::to_string(pieces * piece_.size()) + "\r\n\r\n");
    for (std::size_t i = 0; i < pieces; ++i) client.send(piece_);
    EXPECT_EQ(client.read_answer().status, 200);
  }

  const std::string piece_ = std::string(std::size_t{1} << 20, 'x');
};

TEST_F(MemoryTest, SixtyFourMebibytesUpAndDownGrowItByLessThanHalfOfThat) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer's own memory grows with what passes through";
#endif
  admission = [] { return UploadAdmission{kMostUploadBytes}; };
  start();
  upload(1);  // what is made at the first use does not count
  const auto before = resident_kibibytes();
  upload(64);
  const auto after_upload = resident_kibibytes();
  auto client = this->client();
  client.send(get("/files/" + to_string(uploads().back().content)));
  EXPECT_EQ(client.read_head().field("content-length"), std::to_string(64 * piece_.size()));
  client.skip(64 * piece_.size());
  const auto after_download = resident_kibibytes();
  EXPECT_LT(after_upload, before + 32 * 1024);
  EXPECT_LT(after_download, before + 32 * 1024);
}

}  // namespace
}  // namespace vesture::api
