# Writes INTO: the binary schemas of the list SCHEMAS as arrays, each under its context's name (its folder's).
set(arrays "")
set(rows "")
foreach(schema ${SCHEMAS})
  cmake_path(GET schema PARENT_PATH folder)
  cmake_path(GET folder FILENAME context)
  file(READ ${schema} digits HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${digits}")
  string(APPEND arrays "alignas(8) constexpr std::uint8_t k_${context}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${context}\", k_${context}},\n")
endforeach()
file(WRITE ${INTO} "#include \"replay/events/binary_schemas.hpp\"\n
namespace vesture::replay {\nnamespace {\n${arrays}
constexpr BinarySchema kSchemas[] = {\n${rows}};\n}  // namespace\n
std::span<const BinarySchema> binary_schemas() { return kSchemas; }\n}  // namespace vesture::replay\n")
