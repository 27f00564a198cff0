// Which rules a document breaks, and where.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

#include "domain/einvoice/document.hpp"
#include "domain/einvoice/finding.hpp"
#include "domain/einvoice/rule.hpp"
#include "domain/einvoice/unwanted.hpp"

namespace vesture::domain::einvoice {

// What documents are held to. Kept for as long as findings are: these refer to its ids and wordings. Any thread may ask.
class RuleBook {
 public:
  // `unwanted`, where it is given, outlives the book.
  explicit RuleBook(std::initializer_list<Rules> tables, const Unwanted* unwanted = nullptr);
  RuleBook(const RuleBook&) = delete;

  std::span<const Rule> rules() const { return rules_; }

  // In the order of the document, at most so many (keep_gravest). Time grows with the document, not with what is wrong in it.
  std::vector<Finding> findings_of(const Document&, std::size_t most) const;

 private:
  std::vector<Rule> rules_;  // by `of`
  const Unwanted* unwanted_;
};

// All the rules of EN 16931 for a syntax.
const RuleBook& rule_book(Syntax);

inline constexpr std::size_t kFindings = 100;

// Leaves at most so many, in the order in which they are: where there are more, fatal ones before warnings.
void keep_gravest(std::vector<Finding>&, std::size_t most);

std::vector<Finding> findings_of(const Document&, std::size_t most = kFindings);

}  // namespace vesture::domain::einvoice
