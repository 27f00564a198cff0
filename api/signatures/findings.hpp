// What a verification found so far, each finding once. For one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/signatures/reasons.hpp"

namespace vesture::api::signatures {

class Findings {
 public:
  void add(domain::signatures::ReasonCode code, std::string_view subject = {}) {
    add({std::string(code.text()), std::string(subject.substr(0, kLongestSubject))});
  }
  void add(const Findings& others) {
    for (const auto& reason : others.reasons_) add(reason);
  }
  void passed(domain::signatures::CheckCode code) { checked_.emplace_back(code.text()); }

  bool none() const { return reasons_.empty(); }
  // How many there are: to see whether a step added any.
  std::size_t count() const { return reasons_.size(); }

  const std::vector<domain::signatures::Reason>& reasons() const { return reasons_; }
  const std::vector<std::string>& checked() const { return checked_; }

 private:
  void add(domain::signatures::Reason reason) {
    if (std::ranges::find(reasons_, reason) != reasons_.end()) return;
    if (std::ranges::count(reasons_, reason.code, &domain::signatures::Reason::code) >= kMostOfOneCode)
      return;
    reasons_.push_back(std::move(reason));
  }

  static constexpr std::size_t kLongestSubject =
      256;  // bytes; what is longer is there to make the verdict long

  // A thousand files that are not covered are told by the first of them: no code is left out, so no state is better for it.
  static constexpr std::ptrdiff_t kMostOfOneCode = 20;

  std::vector<domain::signatures::Reason> reasons_;
  std::vector<std::string> checked_;
};

}  // namespace vesture::api::signatures
