#include "api/system_commit.hpp"

#include <stdexcept>
#include <variant>

#include "api/notices.hpp"

namespace vesture::api {

namespace {

constexpr int kTries = 20;  // of a command that meets others on its streams
constexpr const char* kMeans = "system";

eventstore::Append append_of(const SystemCommand& command, Unit& unit) {
  auto append = unit.take();
  append.now = unit.now().microseconds;
  append.actor.account = command.account.uuid.bytes;
  append.actor.means = kMeans;
  append.command = command.name;
  append.cause = command.cause;
  return append;
}

}  // namespace

eventstore::Position commit_by_system(const Backend& backend, const SystemCommand& command,
                                      const std::function<void(Unit&)>& decide) {
  for (int tried = 0; tried < kTries; ++tried) {
    Unit unit(backend.log, backend.cipher, backend.now());
    decide(unit);
    raise_notices(backend, kMeans, unit);
    if (unit.empty()) return 0;
    const auto appended = backend.log.append_and_wait(append_of(command, unit));
    if (const auto* committed = std::get_if<eventstore::Committed>(&appended)) {
      unit.committed();
      return committed->position;
    }
    if (const auto* failed = std::get_if<eventstore::Failed>(&appended))
      throw std::runtime_error(command.name + ": " + failed->why);
  }
  throw std::runtime_error(command.name + ": others were always first");
}

}  // namespace vesture::api
