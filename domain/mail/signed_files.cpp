#include "domain/mail/signed_files.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace vesture::domain::mail {

namespace {

// Bytes under a name; nothing that is not known equals anything.
using NamedFile = std::pair<std::string, std::optional<std::array<std::uint8_t, 32>>>;

struct Sent {
  NamedFile file;
  std::vector<NamedFile> signs;  // of a signed container
  bool is_container = false;
};

Sent sent_of(const Attachment& attachment) {
  const auto findings = files::findings_of(attachment.inspection);
  Sent sent{{attachment.name.text, std::nullopt}, {}, false};
  if (!findings) return sent;
  sent.file.second = findings->sha256;
  if (!findings->container) return sent;
  // Signed by somebody, or meant to be and broken.
  sent.is_container =
      !findings->container->signatures.empty() || findings->container->state == signatures::State::invalid;
  for (const auto& file : findings->container->files) sent.signs.emplace_back(file.name, file.sha256);
  return sent;
}

}  // namespace

std::optional<std::size_t> signed_otherwise(const std::vector<Attachment>& attachments) {
  std::vector<Sent> all;
  for (const auto& attachment : attachments) all.push_back(sent_of(attachment));
  std::set<NamedFile> sent, covered;
  for (const auto& each : all) {
    if (each.is_container)
      covered.insert(each.signs.begin(), each.signs.end());
    else
      sent.insert(each.file);
  }
  const bool has_container = std::ranges::any_of(all, &Sent::is_container);
  if (!has_container || sent.empty()) return std::nullopt;
  const auto is_attached = [&](const NamedFile& file) { return sent.contains(file); };
  const auto differs = [&](const Sent& each) {
    if (each.is_container) return each.signs.empty() || !std::ranges::all_of(each.signs, is_attached);
    return !each.file.second || !covered.contains(each.file);
  };
  const auto found = std::ranges::find_if(all, differs);
  return found == all.end() ? std::nullopt
                            : std::optional(static_cast<std::size_t>(std::distance(all.begin(), found)));
}

signatures::State signature_state(const std::vector<Attachment>& attachments) {
  auto state = signatures::State::none;
  for (const auto& attachment : attachments) state = std::max(state, attachment.inspection.signature);
  return state;
}

}  // namespace vesture::domain::mail
