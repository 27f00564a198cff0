// Has what the views derived from contents leave their files too, once it was let go of, and certifies it (RET-03).
#pragma once

#include <memory>

#include "api/timekeeper.hpp"

namespace vesture::api {

// Where a view has stopped or lags behind what was let go of, or somebody still reads an older state, it comes again.
std::unique_ptr<Errands> view_purge_errands(const Backend& backend);

}  // namespace vesture::api
