// A time as people in Latvia read it on paper: by the clock on the wall in Riga.
#pragma once

#include <string>

#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

// "02.03.2026. 10:00"; in English "02 March 2026, 10:00 (Riga)".
std::string wall_time(domain::Instant, domain::Language);

}  // namespace vesture::api
