#include "api/concurrency_limit.hpp"

namespace vesture::api {

std::size_t ConcurrencyLimit::most(LongAnswer kind) const {
  switch (kind) {
    case LongAnswer::upload:
      return rules_.uploads;
    case LongAnswer::download:
      return rules_.downloads;
    case LongAnswer::stream:
      return rules_.streams;
    case LongAnswer::report:
      return rules_.reports;
    case LongAnswer::history:
      return rules_.histories;
  }
  return 0;
}

std::shared_ptr<const void> ConcurrencyLimit::take(LongAnswer kind, std::string_view caller) {
  const std::lock_guard lock(open_->mutex);
  const auto [entry, _] = open_->counts.try_emplace({kind, std::string(caller)}, 0);
  if (entry->second >= most(kind)) {
    if (entry->second == 0) open_->counts.erase(entry);
    return nullptr;
  }
  ++entry->second;
  return {this, [open = open_, entry](const void*) {
            const std::lock_guard letting_go(open->mutex);
            if (--entry->second == 0) open->counts.erase(entry);
          }};
}

}  // namespace vesture::api
