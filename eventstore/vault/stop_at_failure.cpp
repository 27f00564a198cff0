#include "eventstore/vault/stop_at_failure.hpp"

#include <stdexcept>

namespace vesture::eventstore {

void StopAtFailure::OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* status) {
  note(*status);
}

void StopAtFailure::OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* resumes) {
  *resumes = false;
}

void StopAtFailure::note(const rocksdb::Status& status) {
  if (status.ok()) return;
  const std::lock_guard lock(mutex_);
  if (failure_.empty()) failure_ = status.ToString();
}

void StopAtFailure::check() const {
  if (const auto why = failure()) throw std::runtime_error("the vault has stopped writing at: " + *why);
}

std::optional<std::string> StopAtFailure::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_.empty() ? std::nullopt : std::optional(failure_);
}

}  // namespace vesture::eventstore
