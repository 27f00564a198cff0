#include "replay/terminal.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdio>
#include <stdexcept>
#include <system_error>

namespace vesture::replay {

namespace {

std::atomic<bool> wants_to_end = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void note_signal(int) { wants_to_end = true; }

constexpr std::chrono::milliseconds kBetweenDrawings{100};

// Unicode's controls, formats (direction, invisible) and separators of lines and paragraphs.
constexpr std::uint32_t kDrivesATerminal = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;

bool drives_a_terminal(UChar32 code_point) { return (U_GET_GC_MASK(code_point) & kDrivesATerminal) != 0; }

// The code point at `at`, which moves behind it; negative for bytes that are none.
UChar32 next_code_point(std::string_view utf8, std::size_t& at) {
  UChar32 code_point = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // in ICU's macro
  U8_NEXT(utf8.data(), at, utf8.size(), code_point);
#pragma GCC diagnostic pop
  return code_point;
}

std::string escaped(std::string_view bytes, UChar32 code_point) {
  if (code_point > 0x7f) return fmt::format("\\u{{{:x}}}", code_point);
  std::string text;
  for (const char byte : bytes) text += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace

bool interrupted() { return wants_to_end; }

void end_where_interrupted() {
  if (interrupted()) throw std::runtime_error("interrupted");
}

void take_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
  // A reader that has gone is an error of writing (EPIPE), so that what was made on the way is taken away.
  ::signal(SIGPIPE, SIG_IGN);
}

void flush_output() {
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  throw std::system_error(errno == 0 ? EIO : errno, std::generic_category(), "standard output");
}

std::string printable(std::string_view utf8) {
  std::string text;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto begin = at;
    const auto code_point = next_code_point(utf8, at);
    const auto bytes = utf8.substr(begin, at - begin);
    text += code_point < 0 || drives_a_terminal(code_point) ? escaped(bytes, code_point) : std::string(bytes);
  }
  return text;
}

std::size_t width_of(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

void Terminal::say(std::string_view text, const boost::json::object& json) {
  if (json_)
    fmt::print("{}\n", boost::json::serialize(json));
  else
    fmt::print("{}\n", text);
  flush_output();
}

Progress::Progress(std::string_view doing, std::uint64_t of, std::string_view unit)
    : doing_(doing), of_(of), unit_(unit), shown_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (!shown_) return;
  draw();
  fmt::print(stderr, "\n");
}

void Progress::at(std::uint64_t done) {
  done_ = done;
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || now - drawn_ < kBetweenDrawings) return;
  drawn_ = now;
  draw();
}

double Progress::per_second() const {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - started_;
  return static_cast<double>(done_) / std::max(passed.count(), 1e-9);
}

void Progress::draw() {
  constexpr int kWidth = 30;
  const double part = of_ == 0 ? 1 : std::min(1.0, static_cast<double>(done_) / static_cast<double>(of_));
  const int done = static_cast<int>(part * kWidth);
  fmt::print(stderr, "\r{} [{:#<{}}{:.<{}}] {:3.0f} %  {} {}, {:.0f} a second ", doing_, "", done, "",
             kWidth - done, part * 100, done_, unit_, per_second());
}

}  // namespace vesture::replay
