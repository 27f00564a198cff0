// A rule as a row of a table: its official id, the group it is asked of, what it asks for, and how that is told. Each
// occurrence of the group is asked in turn; where the group is not there, the rule says nothing. Rules know nothing of each
// other.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/einvoice/document.hpp"
#include "domain/einvoice/finding.hpp"

namespace vesture::domain::einvoice {

class ElementsByName;  // paths_anywhere.hpp
struct Sums;           // sums.hpp

// What a rule is asked.
struct Asked {
  const Document& document;
  const Sums& sums;
  const ElementsByName& elements;
  const Group& group;
};

// Where a rule is broken, in the order in which it is asked; no more than so many are kept, for more are not shown.
class Breaches {
 public:
  struct Breach {
    const Element* where;
    std::string detail;  // Finding::detail
  };

  explicit Breaches(std::size_t most) : most_(most) {}

  void add(const Element& where, std::string detail = {}) {
    if (!full()) found_.push_back({&where, std::move(detail)});
  }
  bool full() const { return found_.size() >= most_; }
  const std::vector<Breach>& found() const { return found_; }

 private:
  std::size_t most_;
  std::vector<Breach> found_;
};

// What the rule asks for, in the portal's two languages.
struct Wording {
  std::string lv;
  std::string en;

  Text text() const { return {lv, en}; }
};

using Check = std::function<void(const Asked&, Breaches&)>;

// The syntaxes that a rule is for. Where their official rules of one id ask for different things, each has a row of its own;
// where they calculate differently, the check looks at the document's syntax.
enum class In { either, ubl, cii };

struct Rule {
  std::string id;
  BG of{};
  Wording wording;
  Check check;
  Severity severity = Severity::fatal;
  In in = In::either;
};

inline bool is_for(const Rule& rule, const Document& document) {
  return rule.in == In::either || (rule.in == In::cii) == document.is_cii();
}

using Rules = std::vector<Rule>;

// The tables of EN 16931-1.
Rules content_rules();      // BR-01 to BR-67, and those of BR-CO-* that calculate nothing
Rules calculation_rules();  // BR-CO-10 to BR-CO-17, BR-DEC-*
Rules vat_family_rules();  // 01 to 10 of BR-S-*, BR-Z-*, BR-E-*, BR-AE-*, BR-IC-*, BR-G-*, BR-O-*, BR-AF-*, BR-AG-*
Rules single_vat_rules();  // BR-IC-11, BR-IC-12, BR-O-11 to BR-O-14, BR-B-*
// EN 16931-3-2's.
Rules ubl_rules();  // UBL-SR-*, UBL-DT-01, 06, 07 and 18
// EN 16931-3-3's.
Rules cii_rules();  // CII-SR-* that are fatal

}  // namespace vesture::domain::einvoice
