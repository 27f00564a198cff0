// What changed in an account, in the order of the log: what live clients follow. Looks are no changes.
//
// A commit changes the account that it was made for. One about messages also changes the account of the other side, and
// shows each of them its own things: nobody sees what the other does with their copy.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections::audit {

// A thing whose stream is named by its id: "order", "request", "account" …; "message" for a copy of one, too.
struct ChangedThing {
  std::string kind;
  domain::Uuid id;
  BOOST_DESCRIBE_CLASS(ChangedThing, (), (kind, id), (), ())
};

struct ChangeRow {
  std::uint64_t position = 0;
  domain::Instant time;
  std::string action;
  std::vector<ChangedThing> things;
  BOOST_DESCRIBE_CLASS(ChangeRow, (), (position, time, action, things), (), ())
};

// What the commit's events are about, in their order, each thing once.
std::vector<ChangedThing> things_of(const eventstore::Commit&);

// One account's part in a commit.
struct AccountChange {
  domain::AccountId account;
  std::vector<ChangedThing> things;  // as things_of gives them; may be none
};
bool is_about_messages(const eventstore::Commit&);
// None where all that the commit has are looks.
std::vector<AccountChange> changes_of(const eventstore::Commit&);
// For each event of the commit whether it is the account's to see: of a commit about messages its own things, of others all
// where it was made for the account.
std::vector<bool> events_of(const eventstore::Commit&, domain::AccountId);
// Whether a commit with an event of this stream may change accounts beside the one that it was made for.
bool may_change_others(std::string_view stream);

// At most `most` changes of the account that came after `position`, in order.
std::vector<ChangeRow> changes_after(const ViewSnapshot&, domain::AccountId, std::uint64_t position,
                                     std::size_t most);

class ChangesProjection : public Projection {
 public:
  std::string name() const override { return "changes"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;
};

}  // namespace vesture::projections::audit
