#include "replay/temporary_directory.hpp"

#include <stdlib.h>  // NOLINT: mkdtemp is POSIX's

#include <cerrno>
#include <string>
#include <system_error>

namespace vesture::replay {

TemporaryDirectory::TemporaryDirectory(const std::filesystem::path& below) {
  std::string name = (below / "vesture-replay-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace vesture::replay
