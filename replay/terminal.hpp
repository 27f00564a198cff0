// What a command says, and to whom: results on standard output, as text or (--json) as one JSON value a line; how far it
// is on standard error, only where that is a terminal.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace vesture::replay {

// Whether the person at the terminal wants it to end (Ctrl-C), or closed it: commands look here between two pieces of work, and leave
// what they have made so that the same command goes on from there.
bool interrupted();
// Throws std::runtime_error ("interrupted") where it is so: before a command says what it has not looked at to the end.
void end_where_interrupted();
// To be called once, before any thread is started. A second signal ends the program at once.
void take_interrupts();

// All that was said is out. Throws std::system_error where standard output takes no more: a full disk, a closed pipe.
void flush_output();

// What is stored must not drive the terminal: control characters (C0, DEL, C1), marks that turn the direction of a text
// or are not seen, and bytes that are no UTF-8 become \xNN or \u{NNNN}. For a text of one line.
std::string printable(std::string_view utf8);
// Code points, which is what a terminal gives a cell each, nearly.
std::size_t width_of(std::string_view utf8);

class Terminal {
 public:
  explicit Terminal(bool json) : json_(json) {}

  bool json() const { return json_; }
  // The one or the other, and out at once (flush_output).
  void say(std::string_view text, const boost::json::object& json);

 private:
  bool json_;
};

// A bar with the rate, on standard error; nothing where that is no terminal. Used by one thread.
class Progress {
 public:
  // `of`: what at() counts up to; `unit`: "commits".
  Progress(std::string_view doing, std::uint64_t of, std::string_view unit);
  ~Progress();  // leaves a whole line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::uint64_t done);
  double per_second() const;

 private:
  void draw();

  std::string doing_;
  std::uint64_t of_;
  std::string unit_;
  bool shown_;
  std::uint64_t done_ = 0;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace vesture::replay
