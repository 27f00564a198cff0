// A real server that a test runs: started with a configuration of the test's own, ended with the test.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::api {

class ChildProcess {
 public:
  // Starts argv[0] with its standard output and errors read by this object.
  explicit ChildProcess(std::vector<std::string> argv);
  ~ChildProcess();  // kill()
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Waits until it has written `words`; throws with all that it wrote where it ends before.
  void wait_for_output(std::string_view words);
  void kill();  // and waits for its end

 private:
  pid_t pid_ = 0;
  int output_ = -1;
  std::string written_;
};

// A TCP port of 127.0.0.1 that nobody listened on just now.
std::uint16_t free_port();

}  // namespace vesture::api
