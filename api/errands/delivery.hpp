// Gives messages to their recipients, or says why they could not be sent (MAIL-08, MAIL-13, MAIL-23).
#pragma once

#include <memory>

#include "api/timekeeper.hpp"

namespace vesture::api {

// Each recipient's fate is a commit of its own; many are written together.
std::unique_ptr<Errands> delivery_errands(const Backend& backend);

}  // namespace vesture::api
