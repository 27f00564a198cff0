// A program of the tests in a process of its own, with the end of its pipe.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace vesture::eventstore {

class KilledProgram {
 public:
  // The program of that name beside the tests' own.
  KilledProgram(const std::string& name, std::vector<std::string> arguments) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
    arguments.insert(arguments.begin(), program);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    const int error = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    out_ = ends[0];
    if (error != 0) throw std::system_error(error, std::generic_category(), program);
  }
  ~KilledProgram() {
    if (out_ != -1) ::close(out_);
  }
  KilledProgram(const KilledProgram&) = delete;
  KilledProgram& operator=(const KilledProgram&) = delete;

  // Reads until `bytes` have come, kills, and gives all that came, to the last whole line.
  std::string kill_after(std::size_t bytes) {
    std::string said;
    while (said.size() < bytes && read_more(said)) {
    }
    ::kill(pid_, SIGKILL);
    while (read_more(said)) {
    }
    EXPECT_TRUE(WIFSIGNALED(wait())) << "the program ended by itself";
    said.resize(said.rfind('\n') == std::string::npos ? 0 : said.rfind('\n') + 1);
    return said;
  }

  // The next line that it says; empty where it says no more.
  std::string line() {
    std::string said;
    char next = 0;
    while (::read(out_, &next, 1) == 1 && next != '\n') said += next;
    return said;
  }
  void stop_reading() { ::close(std::exchange(out_, -1)); }
  void send(int signal) const { ::kill(pid_, signal); }

  // What it exits with by itself.
  int exit_status() {
    const int status = wait();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  int wait() const {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return status;
  }

  bool read_more(std::string& said) {
    char buffer[65'536];
    const auto got = ::read(out_, buffer, sizeof buffer);
    if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  }

  pid_t pid_ = 0;
  int out_ = -1;
};

}  // namespace vesture::eventstore
