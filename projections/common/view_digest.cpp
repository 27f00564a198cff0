#include "projections/common/view_digest.hpp"

#include <algorithm>

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"

namespace vesture::projections {

namespace {

constexpr std::uint64_t kKeysBetweenQuestions = 8192;

class FamilyHash {
 public:
  void add_text(std::string_view text) {
    pending_.clear();
    eventstore::append_big(pending_, static_cast<std::uint64_t>(text.size()));
    pending_ += text;
    hash_.add(pending_);
  }
  void add(std::string_view key, std::string_view value) {
    add_text(key);
    add_text(value);
    ++keys_;
  }
  std::uint64_t keys() const { return keys_; }
  FamilyDigest finish() { return {keys_, hash_.finish()}; }

 private:
  eventstore::Sha256 hash_;
  std::string pending_;
  std::uint64_t keys_ = 0;
};

std::optional<FamilyDigest> family_digest(const ViewSnapshot& views, Family family,
                                          const std::vector<std::string>& prefixes,
                                          const std::function<bool()>& may_go_on) {
  FamilyHash hash;
  for (const auto& prefix : prefixes) {
    hash.add_text(prefix);
    auto keys = views.iterate(family, prefix, after_prefix(prefix));
    for (keys.seek(prefix); keys.valid(); keys.next()) {
      hash.add(keys.key(), keys.value());
      if (hash.keys() % kKeysBetweenQuestions == 0 && !may_go_on()) return std::nullopt;
    }
  }
  return hash.finish();
}

}  // namespace

std::optional<ViewDigest> digest_of(const ViewSnapshot& views, const std::string& view,
                                    const std::function<bool()>& may_go_on) {
  auto checkpoint = kept_checkpoint(views, Role::serving, view);
  if (!checkpoint) return std::nullopt;
  std::ranges::sort(checkpoint->prefixes);
  const auto rows = family_digest(views, Family::rows, checkpoint->prefixes, may_go_on);
  if (!rows) return std::nullopt;
  const auto entries = family_digest(views, Family::index, checkpoint->prefixes, may_go_on);
  if (!entries) return std::nullopt;
  return ViewDigest{view, checkpoint->version, checkpoint->position, checkpoint->chain, *rows, *entries};
}

}  // namespace vesture::projections
