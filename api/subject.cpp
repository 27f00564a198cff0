#include "api/subject.hpp"

namespace vesture::api {

std::string filled(std::string_view path, const std::vector<std::string>& values) {
  std::string text;
  auto value = values.begin();
  for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{')) {
    text.append(path.substr(0, open)).append(*value++);
    path.remove_prefix(path.find('}') + 1);
  }
  return text.append(path);
}

}  // namespace vesture::api
