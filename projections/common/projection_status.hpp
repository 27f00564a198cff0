// How far a projection is: what operators are shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "eventstore/log/log.hpp"
#include "projections/common/checkpoint.hpp"

namespace vesture::projections {

enum class ProjectionState {
  running,
  building,  // it does not yet have what the log had when the runner was started
  stopped    // by a commit that it could not apply
};

struct VersionStatus {
  std::uint32_t version = 0;
  eventstore::Position position = 0;  // applied and visible
  ProjectionState state = ProjectionState::running;
  std::string why = {};  // it has stopped
};

struct ProjectionStatus {
  std::string name;
  VersionStatus serving;
  std::optional<VersionStatus> building;  // beside it; to be swapped in
  std::optional<Swap> last_swap;
};

}  // namespace vesture::projections
