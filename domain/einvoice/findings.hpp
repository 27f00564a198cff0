// Which rules a document breaks, and where.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "domain/einvoice/document.hpp"
#include "domain/einvoice/finding.hpp"
#include "domain/einvoice/rule.hpp"

namespace vesture::domain::einvoice {

// Rules by the group that they are asked of. Kept for as long as findings are: these refer to its ids and wordings.
class RuleBook {
 public:
  explicit RuleBook(std::initializer_list<Rules> tables);

  std::span<const Rule> rules() const { return rules_; }

  // The first ones in the order of the document, at most so many.
  std::vector<Finding> findings_of(const Document&, std::size_t most) const;

 private:
  std::vector<Rule> rules_;  // by `of`
};

// All the rules that an e-invoice is held to. Read by any thread.
const RuleBook& rule_book();

inline constexpr std::size_t kFindings = 100;

std::vector<Finding> findings_of(const Document&, std::size_t most = kFindings);

}  // namespace vesture::domain::einvoice
