// What is still to be done, and from when on: deadlines, and what a commit asks of the world outside (architecture 10,
// 11). Each entry is the consequence of an event and is taken off by the event that says it is done, so that an errand
// that is run twice finds the aggregate moved on. Workers read it (api/timekeeper.hpp).
//
//   prefix 'd' errand u8, due u64, id[16]   -> cause u64      family index: in the order of due times (microseconds)
//   prefix 'i' errand u8, id[16]            -> due, cause     family rows: one entry for each errand and thing
//   prefix 'x' content id[16]               -> nothing        family rows: contents certified as destroyed
//   prefix 'p'                              -> due, cause     family rows: the last that the views are to be purged of
//
// Numbers in keys are big-endian. However many entries wait, reading those that are due costs as much as there are due.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections::agenda {

// Persisted numbers: never change or reuse one.
enum class Errand : std::uint8_t {
  file_retention = 1,       // of a file: warn, or let it expire (ORD-14)
  content_destruction = 2,  // of a content: destroy it and certify it
  email = 3,                // of a notification: send its e-mail (ACC-04)
  delivery = 4,             // of a message: give it to its recipient, or say why not (MAIL-13)
  receipt_deadline = 5,     // of a message: its receipt is missed (MAIL-14)
  sent_copy_term = 6,  // of a message: its sender's copy moves to deleted, or goes for good (RET-02, RET-03)
  received_copy_term = 7,  // the same of its recipient's
  draft_term = 8,          // of a draft: the same
  view_purge = 9,          // of nothing: what was let go of leaves the views' files (RET-03)
  identity = 10,           // of an account: ask the register who its owner is (ACC-01)
};

std::string_view code_of(Errand);

struct Entry {
  Errand errand{};
  domain::Instant due;
  domain::Uuid id;          // of what it is about
  std::uint64_t cause = 0;  // the position of the commit that asked for it
};

// The first entries of the errand that are due at `now`, in the order of due times, beyond `after` where it is given.
std::vector<Entry> due_entries(const ViewSnapshot&, Errand, domain::Instant now, std::size_t most,
                               const std::optional<Entry>& after = std::nullopt);
// When the errand's first entry is due; nullopt where nothing waits.
std::optional<domain::Instant> next_due(const ViewSnapshot&, Errand);

// Every content that the log certifies as destroyed, until `each` gives false.
void for_each_destroyed(const ViewSnapshot&, const std::function<bool(domain::ContentId)>& each);

class AgendaProjection : public Projection {
 public:
  explicit AgendaProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "agenda"; }
  std::uint32_t version() const override { return 2; }
  std::vector<const Table*> tables() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::agenda
