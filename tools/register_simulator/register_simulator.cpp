#include "tools/register_simulator/register_simulator.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "api/outside/register_answers.hpp"
#include "domain/common/overloaded.hpp"

namespace vesture::register_simulator {

namespace {

using api::RegisterChange;
using api::Response;

Response json_response(std::string body) {
  Response response;
  response.body = std::move(body);
  return response;
}

Response refusal(int status, const std::string& why) {
  Response response;
  response.status = status;
  response.content_type = "text/plain";
  response.body = why + "\n";
  return response;
}

}  // namespace

// One line for each identity, an empty one, and a line with all changes.
RegisterSimulator::RegisterSimulator(std::string token, std::filesystem::path kept_in)
    : token_(std::move(token)), kept_in_(std::move(kept_in)) {
  read_kept();
}

void RegisterSimulator::read_kept() {
  std::ifstream in(kept_in_);
  std::string line;
  while (std::getline(in, line) && !line.empty()) {
    const auto identity = api::parse_identity(line);
    if (!identity) throw std::runtime_error(kept_in_.string() + ": " + identity.error().why);
    identities_[identity->code] = *identity;
  }
  if (!std::getline(in, line)) return;
  const auto changes = api::parse_changes(line);
  if (!changes) throw std::runtime_error(kept_in_.string() + ": " + changes.error().why);
  changes_ = *changes;
}

void RegisterSimulator::keep() const {
  if (kept_in_.empty()) return;
  const auto partial = kept_in_.string() + ".partial";
  std::ofstream out(partial);
  for (const auto& [_, identity] : identities_) out << api::identity_json(identity) << '\n';
  out << '\n' << api::changes_json(changes_) << '\n';
  out.close();
  if (!out) throw std::runtime_error("cannot write " + partial);
  std::filesystem::rename(partial, kept_in_);
}

bool RegisterSimulator::is_new() const {
  const std::lock_guard lock(mutex_);
  return identities_.empty();
}

void RegisterSimulator::know(const api::Identity& identity) {
  const std::lock_guard lock(mutex_);
  identities_[identity.code] = identity;
  keep();
}

std::uint64_t RegisterSimulator::change(const std::string& code, const decltype(RegisterChange::what)& what) {
  const std::lock_guard lock(mutex_);
  changes_.push_back({changes_.size() + 1, code, what});
  apply(changes_.back());
  keep();
  return changes_.back().sequence;
}

void RegisterSimulator::apply(const RegisterChange& change) {
  const auto known = identities_.find(change.code);
  if (known == identities_.end()) return;
  std::visit(
      domain::Overloaded{[&](const api::CodeChanged& c) {
                           auto identity = known->second;
                           identity.code = c.new_code;
                           identities_.erase(known);
                           identities_[c.new_code] = std::move(identity);
                         },
                         [&](const api::NameChanged& c) { known->second.name = c.name; }, [](const auto&) {}},
      change.what);
}

boost::asio::awaitable<Response> RegisterSimulator::handle(api::Request request) {
  co_return answer(request);
}

Response RegisterSimulator::answer(const api::Request& request) {
  if (request.method != "POST") return refusal(405, "all is asked by POST");
  if (!token_.empty() && request.header("authorization") != "Bearer " + token_)
    return refusal(401, "a token is wanted");
  if (request.path == "/control/identities") return take_identity(request.body);
  if (request.path == "/control/changes") return take_change(request.body);
  if (request.path == api::kIdentitiesPath) return answer_identity(request.body);
  if (request.path == api::kChangesPath) return answer_changes(request.body);
  return refusal(404, "there is no such path");
}

Response RegisterSimulator::answer_identity(const std::string& question) const {
  const auto code = api::parse_identity_question(question);
  if (!code) return refusal(400, code.error().why);
  const std::lock_guard lock(mutex_);
  const auto known = identities_.find(*code);
  if (known == identities_.end()) {
    auto unknown = json_response(api::unknown_json());
    unknown.status = 404;
    return unknown;
  }
  return json_response(api::identity_json(known->second));
}

Response RegisterSimulator::answer_changes(const std::string& question) const {
  const auto after = api::parse_changes_question(question);
  if (!after) return refusal(400, after.error().why);
  const std::lock_guard lock(mutex_);
  const auto begin = static_cast<std::size_t>(std::min<std::uint64_t>(*after, changes_.size()));
  const auto count = std::min(api::kMostChanges, changes_.size() - begin);
  const auto first = changes_.begin() + static_cast<std::ptrdiff_t>(begin);
  return json_response(api::changes_json({first, first + static_cast<std::ptrdiff_t>(count)}));
}

Response RegisterSimulator::take_identity(const std::string& body) {
  const auto identity = api::parse_identity(body);
  if (!identity) return refusal(400, identity.error().why);
  know(*identity);
  return json_response(api::identity_json(*identity));
}

Response RegisterSimulator::take_change(const std::string& body) {
  const auto told = api::parse_changes(body);
  if (!told) return refusal(400, told.error().why);
  if (told->size() != 1) return refusal(400, "one change at a time");
  if (std::holds_alternative<api::Unreadable>(told->front().what))
    return refusal(400, "no change that there is");
  auto happened = told->front();
  happened.sequence = change(happened.code, happened.what);
  return json_response(api::changes_json({happened}));
}

}  // namespace vesture::register_simulator
