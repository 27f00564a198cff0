#include "tests/signatures/other_programs.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "tests/api/samples.hpp"

namespace vesture {

void OtherPrograms::write(const std::filesystem::path& path, std::string_view bytes) const {
  const auto whole = directory_.path() / path;
  std::filesystem::create_directories(whole.parent_path());
  std::ofstream(whole, std::ios::binary) << bytes;
}

std::string OtherPrograms::read(const std::filesystem::path& path) const {
  return whole_file(directory_.path() / path);
}

Said OtherPrograms::run(const std::string& command) const {
  const eventstore::ScratchDirectory apart;
  const auto said = apart.path() / "said";
  const auto whole = "cd " + directory_.path().string() + " && export LC_ALL=C.UTF-8 && (" + command + ") >" +
                     said.string() + " 2>&1";
  const int status = std::system(whole.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, whole_file(said)};
}

}  // namespace vesture
