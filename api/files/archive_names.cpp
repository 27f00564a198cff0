#include "api/files/archive_names.hpp"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "domain/common/utf8.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kMostBytes = 255;
constexpr std::size_t kMostExtensionBytes = 20;  // more is no extension

// Names that Windows keeps for devices, with any extension.
constexpr std::array<std::string_view, 22> kDevices{
    "con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};

std::string folded(std::string_view name) {
  std::string out;
  icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())})
      .foldCase()
      .toUTF8String(out);
  return out;
}

bool is_device(std::string_view name) {
  return std::ranges::find(kDevices, folded(name.substr(0, name.find('.')))) != kDevices.end();
}

std::string portable(std::string name) {
  for (auto& c : name)
    if (std::string_view("<>:\"/\\|?*").find(c) != std::string_view::npos) c = '_';
  if (name.back() == '.' || name.back() == ' ') name.back() = '_';
  return is_device(name) ? "_" + name : name;
}

// "plāns (2).pdf"
std::string numbered(std::string_view name, int number) {
  const auto dot = name.rfind('.');
  const bool has_extension =
      dot != std::string_view::npos && dot != 0 && name.size() - dot <= kMostExtensionBytes;
  const auto stem = name.substr(0, has_extension ? dot : name.size());
  const auto tail = (number == 1 ? std::string() : " (" + std::to_string(number) + ")") +
                    std::string(name.substr(stem.size()));
  return std::string(domain::beginning_of(stem, kMostBytes - tail.size())) + tail;
}

}  // namespace

std::vector<std::string> archive_names(const std::vector<std::string>& names) {
  std::vector<std::string> made;
  std::set<std::string> taken;
  for (const auto& name : names) {
    const auto wanted = portable(name);
    int number = 1;
    while (!taken.insert(folded(numbered(wanted, number))).second) ++number;
    made.push_back(numbered(wanted, number));
  }
  return made;
}

}  // namespace vesture::api
