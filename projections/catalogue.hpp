// Every view that there is: what the server keeps up, and what is rebuilt, compared and exported from a copy of the log.
#pragma once

#include <memory>
#include <vector>

#include "domain/common/sealing.hpp"
#include "projections/common/contents.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections {

// The cipher outlives them, and so does what the contents are read from. A new view is added here; a new version of one
// beside the old one, which goes a release later.
std::vector<std::unique_ptr<Projection>> all_projections(const domain::Cipher&,
                                                         const Contents& = no_contents());

}  // namespace vesture::projections
