// Signs checkpoints of a log, and never two that do not extend one another: the last one signed is on the disk before
// anyone is given it, and is held against the log at the next start. Any thread may call.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "eventstore/log/log.hpp"
#include "eventstore/transparency/checkpoint.hpp"
#include "eventstore/transparency/note.hpp"

namespace vesture::eventstore {

struct SignedCheckpoint {
  TreeHead head;
  std::string note;
};

class CheckpointPublisher {
 public:
  // `last`: the file of the last checkpoint signed, which need not be there yet. The log outlives it. Throws
  // std::runtime_error where the log does not extend that checkpoint, or another key signed it.
  CheckpointPublisher(const Log& log, NoteSigner signer, std::filesystem::path last);

  const NoteVerifier& verifier() const { return signer_.verifier(); }
  // The last one signed where it has the commit of that position, which is not beyond the head; else one of the head,
  // signed now. Blocks for the disk. So there are never more signed than commits.
  SignedCheckpoint covering(Position);
  SignedCheckpoint of_head() { return covering(log_.head()); }
  // How many commits the last one signed has.
  Position size() const;

 private:
  void take_up_last();
  void sign_head();

  const Log& log_;
  const NoteSigner signer_;
  const std::filesystem::path file_;
  mutable std::mutex mutex_;
  SignedCheckpoint last_;
};

}  // namespace vesture::eventstore
