#include "domain/mail/signed_files.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace vesture::domain::mail {

namespace {

using NamedDigest = std::pair<std::string, std::array<std::uint8_t, 32>>;

}  // namespace

bool is_signed_as_sent(const std::vector<Attachment>& attachments) {
  std::set<NamedDigest> sent;
  std::set<NamedDigest> of_containers;
  for (const auto& attachment : attachments) {
    const auto findings = files::findings_of(attachment.inspection);
    if (!findings || !findings->container) {
      sent.emplace(attachment.name.text, findings ? findings->sha256 : NamedDigest::second_type{});
      continue;
    }
    for (const auto& file : findings->container->files) of_containers.emplace(file.name, file.sha256);
  }
  const bool has_container = std::ranges::any_of(attachments, [](const Attachment& attachment) {
    return attachment.inspection.form == files::Form::signed_container;
  });
  return !has_container || sent.empty() || sent == of_containers;
}

}  // namespace vesture::domain::mail
