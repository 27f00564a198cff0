#include "api/outside/http_register.hpp"

#include <stdexcept>

#include "api/outside/register_answers.hpp"

namespace vesture::api {

namespace {

const std::string& required_private(const std::string& url) {
  if (is_private(url)) return url;
  throw std::invalid_argument("the register's URL is https, or of this machine");
}

// 400 and 422 are of the question; what else is refused (no token, no such path, too many questions) is refused to all.
RegisterFault refused(long status) {
  const bool of_question = status == 400 || status == 422;
  return {"the register answered " + std::to_string(status),
          of_question ? RegisterFault::Of::answer : RegisterFault::Of::service};
}

}  // namespace

HttpRegister::HttpRegister(const HttpRegisterOptions& options)
    : client_(required_private(options.url), options.token, options.times) {}

FromRegister<HttpAnswer> HttpRegister::ask(std::string_view path, const std::string& question,
                                           std::size_t most, std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  try {
    return client_.post_json(std::string(path), question, most, std::move(stop));
  } catch (const std::runtime_error& trouble) {
    return std::unexpected(RegisterFault{trouble.what()});
  }
}

FromRegister<std::optional<Identity>> HttpRegister::identity(const std::string& code, std::stop_token stop) {
  const auto answer = ask(kIdentitiesPath, identity_question(code), kMostIdentityBytes, std::move(stop));
  if (!answer) return std::unexpected(answer.error());
  if (answer->status == 404 && says_unknown(answer->body)) return std::nullopt;
  if (answer->status != 200) return std::unexpected(refused(answer->status));
  auto identity = parse_identity(answer->body);
  if (!identity) return std::unexpected(identity.error());
  if (identity->code != code)
    return std::unexpected(
        RegisterFault{"the register answered of somebody else", RegisterFault::Of::answer});
  return std::move(*identity);
}

FromRegister<std::vector<RegisterChange>> HttpRegister::changes_after(std::uint64_t sequence,
                                                                      std::stop_token stop) {
  const auto answer = ask(kChangesPath, changes_question(sequence), kMostChangesBytes, std::move(stop));
  if (!answer) return std::unexpected(answer.error());
  if (answer->status != 200) return std::unexpected(refused(answer->status));
  return parse_changes(answer->body);
}

}  // namespace vesture::api
