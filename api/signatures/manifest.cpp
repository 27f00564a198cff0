#include "api/signatures/manifest.hpp"

#include <libxml/tree.h>

#include <algorithm>
#include <optional>
#include <set>

#include "api/signatures/xml.hpp"

namespace vesture::api::signatures {

namespace {

constexpr auto* kNamespace = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
constexpr std::string_view kItself = "manifest.xml";

std::optional<std::string> full_path(const xmlNode* entry) {
  const auto* found = xmlHasNsProp(entry, BAD_CAST "full-path", BAD_CAST kNamespace);
  if (!found) return attribute(entry, "full-path");
  std::string value;
  for (const auto* part = found->children; part; part = part->next)
    if (part->content) value += reinterpret_cast<const char*>(part->content);
  return value;
}

}  // namespace

void check_manifest(std::string_view xml, const std::vector<std::string>& files, Findings& findings) {
  const auto document = parse_xml(xml, kItself, findings);
  if (!document) return;
  const auto* root = xmlDocGetRootElement(document.get());
  if (!is_element(root, kNamespace, "manifest")) return findings.add("container.manifest_malformed");
  std::set<std::string, std::less<>> named;
  for (const auto* entry : child_elements(root, kNamespace, "file-entry")) {
    const auto path = full_path(entry);
    if (!path) return findings.add("container.manifest_malformed");
    if (!named.insert(*path).second) findings.add("container.manifest_twice", *path);
    const bool is_folder = path->ends_with('/');
    if (!is_folder && std::ranges::find(files, *path) == files.end())
      findings.add("container.manifest_names_nothing", *path);
  }
  for (const auto& file : files)
    if (!named.contains(file)) findings.add("container.file_not_in_manifest", file);
}

}  // namespace vesture::api::signatures
