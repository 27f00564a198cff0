// Appends to the log in the directory given, from many writers, until it is killed. Every acknowledgement
// goes to standard output as "position payload", one a line, only once the log has answered.
#include <unistd.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"

namespace {

using namespace vesture::eventstore;

constexpr int kWriters = 64;

class Writer {
 public:
  Writer(Log& log, int number) : log_(log), number_(number) {}

  void next() {
    ++count_;
    const std::string payload = std::to_string(::getpid()) + "-" + std::to_string(number_) + "-" +
                                std::to_string(count_) + std::string(count_ % 10 == 0 ? 20'000 : 100, 'p');
    Append append;
    append.command = "write";
    append.events.push_back({"writer-" + std::to_string(number_), "Written", 1, payload});
    append.events.push_back({"all", "Written", 1, payload});
    log_.append(std::move(append), [this, payload](const Appended& answer) {
      const auto* const committed = std::get_if<Committed>(&answer);
      if (committed == nullptr) ::_exit(1);
      const std::string line = std::to_string(committed->position) + " " + payload + "\n";
      if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(2);
      next();
    });
  }

 private:
  Log& log_;
  int number_;
  int count_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 3;
  const auto log = Log::open(argv[1]);
  std::vector<Writer> writers;
  for (int i = 0; i < kWriters; ++i) writers.emplace_back(*log, i);
  for (Writer& writer : writers) writer.next();
  ::pause();
}
