// How the rows of a version that is being built differ from those that serve. Of the open part alone: what comes
// from sealed fields is outside comparisons (architecture 5), and a comparison holds nothing of a row but its id
// and the names of its members.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "projections/common/packed.hpp"

namespace vesture::projections {

// Rows that differ in one way.
struct DifferingRows {
  std::uint64_t count = 0;
  std::vector<std::string> first_ids;  // hex, at most kIdsShown
  BOOST_DESCRIBE_CLASS(DifferingRows, (), (count, first_ids), (), ())
};
inline constexpr std::size_t kIdsShown = 5;

// In so many rows this member differs.
struct DifferingMember {
  std::string name;
  std::uint64_t rows = 0;
  BOOST_DESCRIBE_CLASS(DifferingMember, (), (name, rows), (), ())
};

struct Comparison {
  std::string list;
  std::uint64_t same = 0;
  DifferingRows only_before;
  DifferingRows only_after;
  DifferingRows changed;
  std::vector<DifferingMember> members;  // of the changed rows, in the order of the row's description
  BOOST_DESCRIBE_CLASS(Comparison, (), (list, same, only_before, only_after, changed, members), (), ())

  bool finds_no_difference() const {
    return only_before.count == 0 && only_after.count == 0 && changed.count == 0;
  }
};

// In one line, for people.
std::string to_string(const Comparison&);

// Rows in the bytewise order of their ids; their sealed part is not read.
template <class Row>
class RowsById {
 public:
  virtual ~RowsById() = default;
  virtual bool valid() const = 0;
  virtual std::string_view id() const = 0;  // lives until the next move
  virtual Row row() const = 0;
  virtual void next() = 0;
};

namespace engine {

void note(DifferingRows&, std::string_view id);

// Adds to each open member in which the rows differ, and says whether there is one.
template <Described Row>
bool note_differing_members(const Row& before, const Row& after, std::vector<DifferingMember>& members) {
  bool differ = false;
  std::size_t number = 0;
  boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
      [&](auto member) {
        if (!is_open_member(member.name)) return;
        if (members.size() == number) members.push_back({member.name, 0});
        const bool differs = pack(before.*member.pointer) != pack(after.*member.pointer);
        if (differs) ++members[number].rows;
        differ = differ || differs;
        ++number;
      });
  return differ;
}

}  // namespace engine

// Ends early, with what it has so far, when it is told to stop.
template <Described Row>
Comparison compare_rows(std::string list, RowsById<Row>& before, RowsById<Row>& after,
                        const std::stop_token& stop) {
  Comparison found;
  found.list = std::move(list);
  while ((before.valid() || after.valid()) && !stop.stop_requested()) {
    if (!after.valid() || (before.valid() && before.id() < after.id())) {
      engine::note(found.only_before, before.id());
      before.next();
    } else if (!before.valid() || after.id() < before.id()) {
      engine::note(found.only_after, after.id());
      after.next();
    } else {
      if (engine::note_differing_members(before.row(), after.row(), found.members))
        engine::note(found.changed, after.id());
      else
        ++found.same;
      before.next();
      after.next();
    }
  }
  std::erase_if(found.members, [](const DifferingMember& member) { return member.rows == 0; });
  return found;
}

}  // namespace vesture::projections
