#include "projections/common/apply_commit.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace vesture::projections {

void apply_commit(const Projection& projection, const eventstore::Commit& commit, ViewBatch& batch) {
  try {
    projection.apply(commit, batch);
  } catch (const std::exception& error) {
    throw std::runtime_error(
        fmt::format("{}: commit {} cannot be applied: {}", projection.name(), commit.position, error.what()));
  }
}

}  // namespace vesture::projections
