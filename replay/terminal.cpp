#include "replay/terminal.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/json/serialize.hpp>
#include <boost/locale/utf.hpp>
#include <cstdio>

namespace vesture::replay {

namespace {

std::atomic<bool> wants_to_end = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void note_signal(int) { wants_to_end = true; }

constexpr std::chrono::milliseconds kBetweenDrawings{100};

bool is_shown(boost::locale::utf::code_point point) {
  constexpr std::uint32_t kNotShown = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(point)) & kNotShown) == 0;
}

}  // namespace

std::string printable(std::string_view text) {
  namespace utf = boost::locale::utf;
  std::string safe;
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = at;
    const utf::code_point point = utf::utf_traits<char>::decode(at, text.end());
    if (!utf::is_valid_codepoint(point)) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(*begin));
      at = begin + 1;
    } else if (is_shown(point)) {
      safe.append(begin, at);
    } else {
      safe += point < 0x80 ? fmt::format("\\x{:02x}", point) : fmt::format("\\u{:04x}", point);
    }
  }
  return safe;
}

bool interrupted() { return wants_to_end; }

void take_interrupts() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

void Terminal::say(std::string_view text, const boost::json::object& json) {
  if (json_)
    fmt::print("{}\n", boost::json::serialize(json));
  else
    fmt::print("{}\n", text);
  std::fflush(stdout);
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
