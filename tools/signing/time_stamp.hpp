// What a time-stamping unit answers (RFC 3161), in process.
#pragma once

#include <string>
#include <string_view>

#include "domain/common/time.hpp"
#include "tools/signing/algorithms.hpp"
#include "tools/signing/identity.hpp"

namespace vesture::signing {

// The DER of a TimeStampToken over the bytes, with the unit's certificate. `at` is cut to whole seconds. Throws
// std::runtime_error where the certificate is not one of a time-stamping unit.
std::string time_stamp_token(const Identity& unit, std::string_view stamped, domain::Instant at,
                             DigestMethod = DigestMethod::sha256);

}  // namespace vesture::signing
