// Time-stamp tokens (RFC 3161) of a signature. Read by OpenSSL's CMS functions, which take every token: its TS functions
// refuse some that are about.
#pragma once

#include <optional>
#include <string_view>

#include "api/signatures/certificate_chain.hpp"

namespace vesture::api::signatures {

struct StampedTime {
  domain::Instant at;
  bool trusted = false;  // its authority leads to an anchor, and everything else about it holds
};

// The time of a token that stamps `stamped` (the bytes that it was asked for), its authority held against `anchors` at that
// time. nullopt, with the reasons, of a token that is none, stamps something else, or was not signed by a time-stamping unit.
std::optional<StampedTime> check_time_stamp(std::string_view token, std::string_view stamped,
                                            X509_STORE* anchors, const Certificates& others,
                                            domain::Instant now, Findings&);

}  // namespace vesture::api::signatures
