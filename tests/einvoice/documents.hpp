// One e-invoice in each syntax, saying the same, with every business term that a syntax has room for, and valid: tests
// change one thing in it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace vesture::einvoice {

std::string ubl_invoice();
std::string ubl_credit_note();
std::string cii_invoice();

// The document with the first occurrence of a text replaced; a text that is not there is a mistake of the test.
inline std::string with(std::string document, std::string_view text, std::string_view instead) {
  const auto at = document.find(text);
  EXPECT_NE(at, std::string::npos) << "no " << text;
  return at == std::string::npos ? document : document.replace(at, text.size(), instead);
}

inline std::string without(std::string document, std::string_view text) {
  return with(std::move(document), text, "");
}

}  // namespace vesture::einvoice
