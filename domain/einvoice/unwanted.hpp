// What a syntax has and an e-invoice should not use: tables of paths, looked for in one walk over the document.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/einvoice/path_tree.hpp"
#include "domain/einvoice/rule.hpp"

namespace vesture::domain::einvoice {

enum class Reach {
  from_the_root,  // the path begins at the document's first element
  anywhere        // at any element
};

// Rules that stand one after the other and count up: "UBL-CR-016" and so on, for the names that follow a common path.
struct UnwantedNames {
  std::string_view prefix;  // "UBL-CR-"
  unsigned first;
  unsigned digits;         // of the number: 3
  std::string_view below;  // path.hpp; "" where the names are whole paths
  std::string_view names;  // separated by spaces
  Reach reach = Reach::from_the_root;
  Severity severity = Severity::warning;
};

struct UnwantedTable {
  std::string_view below;  // all of its paths; "" for those that are whole
  std::span<const UnwantedNames> rows;
};

class Unwanted {
 public:
  struct Use {
    std::string id;
    std::string path;
    Reach reach;
    Wording wording;
    Severity severity;
  };

  // The tables may go; what is made of them stays where it is.
  Unwanted(std::initializer_list<UnwantedTable> tables);
  Unwanted(const Unwanted&) = delete;

  const std::vector<Use>& uses() const { return uses_; }

  // Into the breaches of each use, in the same order as uses().
  void find(const Element& root, std::vector<Breaches>& breaches) const;

 private:
  std::vector<Use> uses_;
  PathTree<std::size_t> from_the_root_;  // positions in uses_
  PathTree<std::size_t> anywhere_;
};

// UBL-CR-*, UBL-DT-08 to UBL-DT-28.
const Unwanted& unwanted_in_ubl_invoice();
const Unwanted& unwanted_in_ubl_credit_note();

}  // namespace vesture::domain::einvoice
