#include "replay/verify/finding.hpp"

#include <fmt/format.h>

namespace vesture::replay {

std::string text_of(const Finding& finding) {
  std::string text;
  if (finding.position != 0) text += fmt::format("position {}, ", finding.position);
  if (!finding.stream.empty()) text += fmt::format("stream {}, ", finding.stream);
  if (finding.version != 0) text += fmt::format("version {}, ", finding.version);
  if (!text.empty()) text.replace(text.size() - 2, 2, ": ");
  text += finding.what;
  if (!finding.expected.empty()) text += fmt::format("\n  expected: {}", finding.expected);
  if (!finding.found.empty()) text += fmt::format("\n  found:    {}", finding.found);
  return text;
}

boost::json::object json_of(const Finding& finding) {
  boost::json::object json;
  if (finding.position != 0) json["position"] = finding.position;
  if (!finding.stream.empty()) json["stream"] = finding.stream;
  if (finding.version != 0) json["version"] = finding.version;
  json["what"] = finding.what;
  if (!finding.expected.empty()) json["expected"] = finding.expected;
  if (!finding.found.empty()) json["found"] = finding.found;
  return json;
}

}  // namespace vesture::replay
