#include "api/looks.hpp"

namespace vesture::api {

namespace {

// Fixed lengths first, so that no two looks have one key.
std::string key_of(const Look& look) {
  std::string key(look.person.uuid.view());
  key.append(look.account.uuid.view()).append(look.object.view());
  return key.append(look.operation).append(1, '\0').append(look.means).append(1, '\0').append(look.filters);
}

bool is_over(domain::Instant looked, domain::Instant now) {
  return now.microseconds - looked.microseconds >= Looks::kJoinedMicroseconds;
}

}  // namespace

bool Looks::is_new(const Look& look, domain::Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto known = last_.find(key_of(look));
  return known == last_.end() || is_over(known->second, now);
}

void Looks::note(const Look& look, domain::Instant now) {
  const std::lock_guard lock(mutex_);
  if (last_.size() >= kMost)
    std::erase_if(last_, [now](const auto& entry) { return is_over(entry.second, now); });
  if (last_.size() >= kMost) last_.clear();
  last_[key_of(look)] = now;
}

}  // namespace vesture::api
