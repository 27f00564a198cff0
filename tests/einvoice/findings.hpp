// What the rules find in a document, without a look at its structure.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "api/einvoice/xml_reader.hpp"
#include "domain/einvoice/findings.hpp"
#include "domain/einvoice/reading.hpp"

namespace vesture::einvoice {

inline std::vector<domain::einvoice::Finding> findings_in(const std::string& document,
                                                          std::size_t most = 100'000) {
  const auto root = api::einvoice::read_xml(document, {});
  EXPECT_TRUE(root.has_value()) << document;
  if (!root) return {};
  const auto read = domain::einvoice::read(*root);
  EXPECT_TRUE(read.has_value()) << root->name;
  return read ? domain::einvoice::findings_of(*read, most) : std::vector<domain::einvoice::Finding>();
}

}  // namespace vesture::einvoice
