// What a verdict's codes mean: their words, how grave they are, and what they come to together.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "domain/common/text.hpp"
#include "domain/signatures/reason_table.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::domain::signatures {

// What a reason's or a check's code says to a person; nullopt of a code that there is not.
std::optional<Text> text_of(std::string_view code);

// The worst that they say: `valid` of none. An unknown code counts as invalid.
State worst_of(std::span<const Reason>);

// Whether the core of a signature was checked and holds (Concern::core), whatever is said of certificates, times and anchors.
bool core_holds(const SignatureVerdict&);
// Whether one of them is of the core.
bool is_against_core(std::span<const Reason>);

// A code of the table, known when it is compiled: one that is misspelt does not compile.
class ReasonCode {
 public:
  consteval ReasonCode(const char* code) : code_(code) {
    if (!table::is_code(code_, table::kReasons)) throw "no such reason";
  }
  constexpr std::string_view text() const { return code_; }

 private:
  std::string_view code_;
};

class CheckCode {
 public:
  consteval CheckCode(const char* code) : code_(code) {
    if (!table::is_code(code_, table::kChecks)) throw "no such check";
  }
  constexpr std::string_view text() const { return code_; }

 private:
  std::string_view code_;
};

}  // namespace vesture::domain::signatures
