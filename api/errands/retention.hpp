// Lets files expire when their time is over, and warns before (ORD-14, RET-04).
#pragma once

#include <memory>

#include "api/timekeeper.hpp"

namespace vesture::api {

std::unique_ptr<Errands> file_retention_errands(const Backend& backend);

}  // namespace vesture::api
