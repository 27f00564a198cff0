// Which rows and index entries of an existing set of views differ from those of a rebuilt one.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "projections/common/projection.hpp"
#include "projections/common/view_store.hpp"
#include "replay/command.hpp"

namespace vesture::replay {

struct ExistingViews {
  std::filesystem::path directory;
  bool sealed = false;  // what comes from sealed fields is compared too
};

// Says each difference, the first ones of each view only, and counts them all. Throws std::runtime_error where the two
// are not of one position and version: then nothing can be told.
Verdict compare_views(const ExistingViews&, const std::vector<std::unique_ptr<projections::Projection>>&,
                      const projections::ViewStore& rebuilt, Terminal&);

}  // namespace vesture::replay
