// A view store in a directory of its own that goes with it.
#pragma once

#include <memory>

#include "projections/common/view_store.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::projections {

struct ScratchViews {
  eventstore::ScratchDirectory directory;
  std::unique_ptr<ViewStore> store = ViewStore::open(directory.path());
};

}  // namespace vesture::projections
