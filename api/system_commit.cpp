#include "api/system_commit.hpp"

#include <spdlog/spdlog.h>

#include <future>
#include <numeric>
#include <optional>
#include <stdexcept>

#include "api/notices.hpp"

namespace vesture::api {

namespace {

constexpr const char* kMeans = "system";
constexpr int kTries = 20;  // of an act that meets others on its streams

struct InFlight {
  std::size_t act = 0;
  std::future<eventstore::Appended> answer;
};

// What is due is done even where nobody can be told of it.
void tell(const Backend& backend, const SystemAct& act, Unit& unit) {
  try {
    raise_notices(backend, kMeans, unit);
  } catch (const std::exception& trouble) {
    spdlog::error("{} is not told of: {} (cause {})", act.command, trouble.what(), act.cause);
  }
}

// nullopt: the act has nothing to add, was refused, or failed (as of corrupt history); the others go on.
std::optional<eventstore::Append> append_of(const Backend& backend, const SystemAct& act) {
  Unit unit = backend.begin();
  Result<domain::AccountId> account;
  try {
    account = act.decide(unit);
  } catch (const std::exception& trouble) {
    spdlog::error("{} failed: {} (cause {})", act.command, trouble.what(), act.cause);
    return std::nullopt;
  }
  if (!account) {
    spdlog::error("{} was refused: {} (cause {})", act.command, account.error().code, act.cause);
    return std::nullopt;
  }
  if (unit.empty()) return std::nullopt;
  tell(backend, act, unit);
  auto append = unit.take();
  append.now = unit.now().microseconds;
  append.actor.account = account->uuid.bytes;
  append.actor.means = kMeans;
  append.command = act.command;
  append.cause = act.cause;
  return append;
}

std::future<eventstore::Appended> append_to(eventstore::Log& log, eventstore::Append append) {
  const auto answer = std::make_shared<std::promise<eventstore::Appended>>();
  auto future = answer->get_future();
  log.append(std::move(append),
             [answer](eventstore::Appended given) { answer->set_value(std::move(given)); });
  return future;
}

// Tries each of these acts once; gives those that met a conflict.
std::vector<std::size_t> commit_once(const Backend& backend, std::span<const SystemAct> acts,
                                     const std::vector<std::size_t>& left,
                                     std::vector<std::uint64_t>& positions) {
  std::vector<InFlight> in_flight;
  for (const auto act : left)
    if (auto append = append_of(backend, acts[act]))
      in_flight.push_back({act, append_to(backend.log, std::move(*append))});
  std::vector<std::size_t> conflicts;
  std::string failure;
  for (auto& [act, answer] : in_flight) {
    const auto appended = answer.get();
    if (const auto* done = std::get_if<eventstore::Committed>(&appended)) positions[act] = done->position;
    if (std::holds_alternative<eventstore::Conflict>(appended)) conflicts.push_back(act);
    if (const auto* failed = std::get_if<eventstore::Failed>(&appended)) failure = failed->why;
  }
  if (!failure.empty()) throw std::runtime_error("the log takes no commits: " + failure);
  return conflicts;
}

}  // namespace

std::vector<std::uint64_t> commit_by_system(const Backend& backend, std::span<const SystemAct> acts) {
  std::vector<std::uint64_t> positions(acts.size());
  std::vector<std::size_t> left(acts.size());
  std::iota(left.begin(), left.end(), std::size_t{0});
  for (int tried = 0; !left.empty(); ++tried) {
    if (tried == kTries) throw std::runtime_error("acts of the system meet others again and again");
    left = commit_once(backend, acts, left, positions);
  }
  return positions;
}

}  // namespace vesture::api
