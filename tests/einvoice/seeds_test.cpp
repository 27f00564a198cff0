// What the fuzzer of tests/fuzz/einvoice.cpp begins with: written to the folder that VESTURE_WRITE_SEEDS names, if any.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "api/einvoice/check.hpp"
#include "tests/einvoice/documents.hpp"

namespace vesture::einvoice {
namespace {

std::string little_endian(const std::string& ascii) {
  std::string utf16 = "\xff\xfe";
  for (const char c : ascii) utf16 += std::string{c, '\0'};
  return utf16;
}

std::map<std::string, std::string> seeds() {
  const std::string small =
      "<Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2' "
      "xmlns:b='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'><b:ID>1</b:ID></"
      "Invoice>";
  return {{"ubl_invoice.xml", ubl_invoice()},
          {"ubl_credit_note.xml", ubl_credit_note()},
          {"cii_invoice.xml", cii_invoice()},
          {"small.xml", small},
          {"utf16.xml", little_endian(small)},
          {"doctype.xml", "<!DOCTYPE Invoice [<!ENTITY % p SYSTEM 'p'>%p;]>" + small},
          {"cdata.xml", "<?xml version='1.0'?><!-- c --><a b='&amp;&#38;'><![CDATA[<>]]></a>"}};
}

TEST(Seeds, OfTheFuzzerAreOfEveryKind) {
  std::size_t invoices = 0;
  for (const auto& [name, document] : seeds()) invoices += api::einvoice::check(document).invoice ? 1U : 0U;
  EXPECT_EQ(invoices, 5U);
  const char* folder = std::getenv("VESTURE_WRITE_SEEDS");
  if (folder == nullptr) return;
  std::filesystem::create_directories(folder);
  for (const auto& [name, document] : seeds())
    std::ofstream(std::filesystem::path(folder) / name, std::ios::binary) << document;
}

}  // namespace
}  // namespace vesture::einvoice
