// The schemas of api/einvoice/schemas, which the build makes part of the program (embed.cmake there).
#pragma once

#include <span>
#include <string_view>

namespace vesture::api::einvoice {

struct SchemaText {
  std::string_view name;  // "ubl_invoice.xsd"
  std::string_view text;
};

std::span<const SchemaText> schema_texts();

}  // namespace vesture::api::einvoice
