#include "replay/words.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <map>
#include <stdexcept>

namespace vesture::replay {

void add_language_option(CLI::App& command, domain::Language& language) {
  static const std::map<std::string, domain::Language> kLanguages{{"lv", domain::Language::lv},
                                                                  {"en", domain::Language::en}};
  command.add_option("--language", language, "lv or en [en]")
      ->transform(CLI::CheckedTransformer(kLanguages, CLI::ignore_case));
}

domain::AccountId account_named(const std::string& id) {
  const auto uuid = domain::parse_uuid(id);
  if (!uuid) throw std::invalid_argument(id + ": an account is named by its id");
  return {*uuid};
}

}  // namespace vesture::replay
