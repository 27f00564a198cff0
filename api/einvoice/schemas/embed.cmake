# Writes the schemas as texts of the program: cmake -DOUTPUT=... -DSCHEMAS=a.xsd,b.xsd -P embed.cmake
string(REPLACE "," ";" schemas "${SCHEMAS}")
set(texts "")
foreach(schema IN LISTS schemas)
  get_filename_component(name "${schema}" NAME)
  file(READ "${schema}" text)
  string(APPEND texts "    {\"${name}\", R\"xsd(${text})xsd\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "#include \"api/einvoice/schema_texts.hpp\"

namespace vesture::api::einvoice {

std::span<const SchemaText> schema_texts() {
  static constexpr SchemaText kTexts[] = {
${texts}  };
  return kTexts;
}

}  // namespace vesture::api::einvoice
")
