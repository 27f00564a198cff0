#include "domain/signatures/reasons.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace vesture::domain::signatures {
namespace {

TEST(Reasons, EachCodeIsThereOnceWithWordsInBothLanguages) {
  std::set<std::string_view> codes;
  const auto check = [&](std::string_view code) {
    EXPECT_TRUE(codes.insert(code).second) << code;
    const auto text = text_of(code);
    ASSERT_TRUE(text) << code;
    EXPECT_FALSE(text->lv.empty() || text->en.empty() || text->lv == text->en) << code;
  };
  for (const auto& reason : table::kReasons) check(reason.code);
  for (const auto& entry : table::kChecks) check(entry.code);
  EXPECT_FALSE(text_of("no.such_code"));
}

TEST(Reasons, SpeakOfWhatTheirCodesBeginWith) {
  for (const auto& reason : table::kReasons) {
    const bool of_container = reason.code.starts_with("container.") || reason.code.starts_with("xml.");
    EXPECT_EQ(reason.concern == Concern::container, of_container) << reason.code;
  }
}

TEST(Reasons, TheWorstOneDecides) {
  const Reason missing{"certificate.no_anchor", ""}, wrong{"certificate.expired", ""};
  EXPECT_EQ(worst_of({}), State::valid);
  EXPECT_EQ(worst_of(std::vector{missing}), State::indeterminate);
  EXPECT_EQ(worst_of(std::vector{missing, wrong}), State::invalid);
  EXPECT_EQ(worst_of(std::vector{Reason{"no.such_code", ""}}), State::invalid);
}

TEST(Reasons, TheCoreHoldsOnlyWhereTheValueWasChecked) {
  SignatureVerdict verdict;
  EXPECT_FALSE(core_holds(verdict));
  verdict.checked = {"checked.value"};
  verdict.reasons = {{"certificate.expired", ""}};
  EXPECT_TRUE(core_holds(verdict));
  verdict.reasons.push_back({"signature.file_uncovered", "a.txt"});
  EXPECT_FALSE(core_holds(verdict));
}

}  // namespace
}  // namespace vesture::domain::signatures
