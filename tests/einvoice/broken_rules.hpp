// Edits of a valid invoice (documents.hpp), each with the rule that it breaks.
#pragma once

#include <string>
#include <vector>

#include "tests/einvoice/edits.hpp"

namespace vesture::einvoice {

struct Breaking {
  std::string rule;
  Edit edit;
  std::string others;  // what cannot but be broken with it, separated by spaces
};

std::vector<Breaking> breaking_content();
std::vector<Breaking> breaking_calculations();
std::vector<Breaking> breaking_ubl();
std::vector<Breaking> breaking_cii();

// What breaks a rule in UBL, and in CII none.
std::vector<Edit> allowed_in_cii();

}  // namespace vesture::einvoice
