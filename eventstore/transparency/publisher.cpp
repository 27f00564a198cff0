#include "eventstore/transparency/publisher.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <stdexcept>

#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

CheckpointPublisher::CheckpointPublisher(const Log& log, NoteSigner signer, std::filesystem::path last)
    : log_(log), signer_(std::move(signer)), file_(std::move(last)) {
  if (std::filesystem::exists(file_))
    take_up_last();
  else
    sign_head();
}

void CheckpointPublisher::take_up_last() {
  std::string note = read_all(Descriptor(file_, O_RDONLY), file_);
  const auto checkpoint = open_checkpoint(note, verifier());
  if (!checkpoint)
    throw std::runtime_error(fmt::format("{}: {}. The log is signed on with the key that signed this",
                                         file_.string(), checkpoint.error()));
  const TreeHead& head = checkpoint->head;
  if (head.size > log_.head())
    throw std::runtime_error(fmt::format("{} was signed for {} commits; the log has {}: commits are missing",
                                         file_.string(), head.size, log_.head()));
  if (log_.tree_head(head.size) != head)
    throw std::runtime_error(fmt::format("{} was signed for {} commits that are not those of this log",
                                         file_.string(), head.size));
  last_ = {head, std::move(note)};
}

void CheckpointPublisher::sign_head() {
  const TreeHead head = log_.tree_head(log_.head());
  std::string note = signer_.sign(checkpoint_text({verifier().name(), head, {}}));
  replace_file(file_, note, ReadableBy::all);
  last_ = {head, std::move(note)};
}

SignedCheckpoint CheckpointPublisher::covering(Position position) {
  const std::lock_guard lock(mutex_);
  if (last_.head.size < position) sign_head();
  return last_;
}

Position CheckpointPublisher::size() const {
  const std::lock_guard lock(mutex_);
  return last_.head.size;
}

}  // namespace vesture::eventstore
