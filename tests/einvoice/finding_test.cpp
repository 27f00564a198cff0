#include "domain/einvoice/finding.hpp"

#include <gtest/gtest.h>

namespace vesture::domain::einvoice {
namespace {

TEST(Finding, OneFatalOneAmongWarningsIsEnough) {
  const Finding warning{"UBL-CR-679", Severity::warning, {}, "/Invoice", 1, ""};
  const Finding fatal{"BR-02", Severity::fatal, {}, "/Invoice", 1, ""};
  EXPECT_FALSE(is_fatal({}));
  EXPECT_FALSE(is_fatal({warning}));
  EXPECT_TRUE(is_fatal({warning, fatal}));
}

}  // namespace
}  // namespace vesture::domain::einvoice
