// Something valid for attackers to change, and what is expected of their work.
#pragma once

#include <gtest/gtest.h>

#include "tests/signatures/forgery.hpp"
#include "tests/signatures/verified.hpp"

namespace vesture::signing {

// A container by ANNA ZIEMELE, and its signatures0.xml for an attacker to change.
class Attack : public ::testing::Test {
 protected:
  domain::signatures::ContainerVerdict with_signature(const std::string& xml) const {
    auto parts = parts_;
    parts.back().bytes = xml;
    return verified(zip(parts));
  }
  const std::string& xml() const { return parts_.back().bytes; }
  std::string properties() const { return element_of(xml(), "xades:SignedProperties"); }
  // What the attacker wants to be shown instead.
  std::string other_properties() const { return replaced(properties(), "2026-03-02T", "2026-01-02T"); }

  const Identity& anna_ = signer(KeyKind::p256);
  const ContainerParts parts_ = container_parts(some_files(), {signature_by(anna_)});
};

}  // namespace vesture::signing

// The container is invalid, and the code (or how it begins) is among the reasons.
#define EXPECT_INVALID_FOR(code, verdict)                                                          \
  do {                                                                                             \
    const auto seen = (verdict);                                                                   \
    EXPECT_EQ(seen.state, vesture::domain::signatures::State::invalid) << reasons_of(seen);        \
    EXPECT_TRUE(reasons_of(seen).contains(code)) << code << " is not among\n" << reasons_of(seen); \
  } while (false)
