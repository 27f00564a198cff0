// What commands say: harmless to the terminal that shows it, and known to have come out.
#include "replay/terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <system_error>

#include "replay/rows_on_terminal.hpp"

namespace vesture::replay {
namespace {

TEST(Printable, IsWhatPeopleWrite) {
  for (const std::string text : {"", "Žagata, 5 €", "“quoted”", "漢字", "🙂"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, NothingDrivesTheTerminal) {
  EXPECT_EQ(printable("a\x1b[2J\nb\x7f"), R"(a\x1b[2J\x0ab\x7f)");
  EXPECT_EQ(printable("\xc2\x9b"), R"(\u{9b})");                        // C1's CSI
  EXPECT_EQ(printable("\u202eelif\u200f"), R"(\u{202e}elif\u{200f})");  // turns what follows round
  EXPECT_EQ(printable("\u2028"), R"(\u{2028})");
  EXPECT_EQ(printable(std::string_view("a\0b", 3)), R"(a\x00b)");
  EXPECT_EQ(printable("\x9b"
                      "1\xc5"),
            R"(\x9b1\xc5)");  // no UTF-8
}

TEST(RowsOnTerminal, AreHarmless) {
  const Rows rows{{{"name", "\x1b]0;x"}, {"parts", boost::json::array{"\xc2\x9b"}}}};
  EXPECT_EQ(aligned(rows), "name      parts\n\\x1b]0;x  [\"\\u{9b}\"]\n");
}

TEST(RowsOnTerminal, InCsvANumberIsANumberAndNoValueIsNoEmptyText) {
  const Rows rows{
      {{"n", -5}, {"text", "-5"}, {"none", nullptr}, {"empty", ""}, {"list", {1, 2}}, {"is", true}}};
  EXPECT_EQ(as_csv(rows), "n,text,none,empty,list,is\r\n-5,'-5,,\"\",\"[1,2]\",true\r\n");
}

// Standard output on a disk that is full.
class FullOutput {
 public:
  FullOutput() : before_((std::fflush(stdout), ::dup(STDOUT_FILENO))) {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    ::dup2(full, STDOUT_FILENO);
    ::close(full);
  }
  ~FullOutput() {
    ::dup2(before_, STDOUT_FILENO);
    ::close(before_);
    std::clearerr(stdout);
  }
  FullOutput(const FullOutput&) = delete;
  FullOutput& operator=(const FullOutput&) = delete;

 private:
  int before_;
};

template <class Work>
std::error_code refused(const Work& work) {
  const FullOutput full;
  try {
    work();
  } catch (const std::system_error& error) {
    return error.code();
  }
  return {};
}

TEST(Output, ThatDoesNotComeOutIsNoSuccess) {
  EXPECT_EQ(refused([] { Terminal(false).say("done", {}); }), std::errc::no_space_on_device);
  EXPECT_EQ(refused([] { print_rows({{{"n", 1}}}, {}, "", Terminal(true)); }), std::errc::no_space_on_device);
  EXPECT_EQ(refused([] {
              std::fputs("written by others", stdout);
              flush_output();
            }),
            std::errc::no_space_on_device);
}

}  // namespace
}  // namespace vesture::replay
