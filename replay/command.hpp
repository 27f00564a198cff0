// A command of vesture-replay: each has a file of its own, which declares its options and what it does. main.cpp lists
// them all.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <string>

#include "replay/terminal.hpp"

namespace vesture::replay {

// The exit code.
enum class Verdict : int {
  holds = 0,          // also: it was done
  does_not_hold = 1,  // what was checked is not so
  cannot_tell = 2,    // wrong options, unreadable files, no answer, interrupted
};

// What main runs once the options are read. A command that throws could not tell.
using Run = std::function<Verdict(Terminal&)>;

// Adds a command whose help ends in examples, a line each. `chosen` becomes what it does when the command line names it.
template <class Options>
CLI::App& add_command(CLI::App& app, Run& chosen, const std::string& name, const std::string& summary,
                      const std::string& examples, const std::shared_ptr<Options>& options,
                      Verdict (*run)(const Options&, Terminal&)) {
  auto& command = *app.add_subcommand(name, summary);
  command.footer("Examples:\n" + examples);
  command.callback([&chosen, options, run] {
    chosen = [options, run](Terminal& terminal) { return run(*options, terminal); };
  });
  return command;
}

}  // namespace vesture::replay
