#include "replay/compare_views.hpp"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <set>
#include <stdexcept>

#include "eventstore/digits.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/view_difference.hpp"

namespace vesture::replay {

namespace {

using projections::Cell;
using projections::Family;
using projections::Table;
using projections::TableRow;
using projections::ViewSnapshot;

constexpr std::uint64_t kShownOfAView = 20;

std::string text_of(const Cell& cell) {
  return std::visit(
      []<class T>(const T& value) -> std::string {
        if constexpr (std::is_same_v<T, std::monostate>)
          return "(empty)";
        else if constexpr (std::is_same_v<T, std::string>)
          return value;
        else
          return fmt::format("{}", value);
      },
      cell);
}

// The rows and entries of one view in both sets.
class ViewComparison {
 public:
  ViewComparison(const projections::Projection& projection, const ViewSnapshot& existing,
                 const ViewSnapshot& rebuilt, Terminal& terminal)
      : projection_(projection), existing_(existing), rebuilt_(rebuilt), terminal_(terminal) {}

  void compare(bool sealed) {
    compare_rows(Family::rows, false);
    compare_entries(Family::index);
    if (!sealed) return;
    compare_rows(Family::sealed_rows, true);
    compare_entries(Family::sealed_index);
  }

  std::uint64_t found() const { return found_; }

 private:
  void compare_rows(Family family, bool sealed) {
    for_each_difference(existing_, rebuilt_, family, projection_.prefixes(), [&](const auto& difference) {
      if (++found_ <= kShownOfAView) say_row(difference, sealed);
      return !interrupted();
    });
  }

  void compare_entries(Family family) {
    for_each_difference(existing_, rebuilt_, family, projection_.prefixes(), [&](const auto& difference) {
      if (++found_ <= kShownOfAView) say_entry(difference);
      return !interrupted();
    });
  }

  void say_entry(const projections::KeyDifference& difference) {
    const std::string_view how = !difference.before  ? "entry is missing"
                                 : !difference.after ? "entry is surplus"
                                                     : "entry carries another row";
    const auto key = eventstore::hex_digits(difference.key);
    terminal_.say(fmt::format("{}: {}: {}", projection_.name(), how, key),
                  {{"view", projection_.name()}, {"difference", how}, {"key", key}});
  }

  void say_row(const projections::KeyDifference& difference, bool sealed) {
    const std::string_view how = !difference.before  ? "row is missing"
                                 : !difference.after ? "row is surplus"
                                                     : "row differs";
    for (const auto* table : projection_.tables())
      if (const auto id = table->id_of(difference.key)) return say_cells(*table, *id, how, sealed);
    const auto key = eventstore::hex_digits(difference.key);
    terminal_.say(fmt::format("{}: {}: {}", projection_.name(), how, key),
                  {{"view", projection_.name()}, {"difference", how}, {"key", key}});
  }

  // Of a row that both have, the cells that differ; of another, all that it has.
  void say_cells(const Table& table, const std::string& id, std::string_view how, bool sealed) {
    const auto before = table.find(existing_, id);
    const auto after = table.find(rebuilt_, id);
    boost::json::object cells;
    std::string text;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
      const auto& column = table.columns()[i];
      if (column.sealed && !sealed) continue;
      const auto was = before ? before->cells[i] : Cell();
      const auto is = after ? after->cells[i] : Cell();
      if (was == is) continue;
      text += fmt::format("\n    {}: {} there, {} rebuilt", column.name, text_of(was), text_of(is));
      cells.emplace(column.name, boost::json::object{{"existing", text_of(was)}, {"rebuilt", text_of(is)}});
    }
    terminal_.say(fmt::format("{}: {}: {}{}", table.name(), how, eventstore::hex_digits(id), text),
                  {{"view", projection_.name()},
                   {"table", table.name()},
                   {"difference", how},
                   {"id", eventstore::hex_digits(id)},
                   {"cells", std::move(cells)}});
  }

  const projections::Projection& projection_;
  const ViewSnapshot& existing_;
  const ViewSnapshot& rebuilt_;
  Terminal& terminal_;
  std::uint64_t found_ = 0;
};

void check_comparable(const projections::Projection& projection, const ViewSnapshot& existing,
                      const ViewSnapshot& rebuilt) {
  const auto there = kept_checkpoint(existing, projections::Role::serving, projection.name());
  const auto here = kept_checkpoint(rebuilt, projections::Role::serving, projection.name());
  if (!there || !here) throw std::runtime_error(projection.name() + " is not in both sets of views");
  if (there->version != here->version)
    throw std::runtime_error(fmt::format("{} is there in version {}, and was rebuilt in version {}",
                                         projection.name(), there->version, here->version));
  if (there->position != here->position)
    throw std::runtime_error(
        fmt::format("{} is there as of position {}, and was rebuilt as of {}: rebuild it --at {}",
                    projection.name(), there->position, here->position, there->position));
  if (there->chain != here->chain)
    throw std::runtime_error(fmt::format("{} is there of another log", projection.name()));
}

}  // namespace

Verdict compare_views(const ExistingViews& with,
                      const std::vector<std::unique_ptr<projections::Projection>>& projections,
                      const projections::ViewStore& rebuilt, Terminal& terminal) {
  const auto existing = projections::ViewStore::open_to_read(with.directory);
  const auto before = existing->snapshot();
  const auto after = rebuilt.snapshot();
  for (const auto& projection : projections) check_comparable(*projection, before, after);
  std::uint64_t found = 0;
  for (const auto& projection : projections) {
    ViewComparison view(*projection, before, after, terminal);
    view.compare(with.sealed);
    found += view.found();
    terminal.say(fmt::format("{}: {} differences", projection->name(), view.found()),
                 {{"view", projection->name()}, {"differences", view.found()}});
  }
  if (interrupted()) throw std::runtime_error("interrupted");
  return found == 0 ? Verdict::holds : Verdict::does_not_hold;
}

}  // namespace vesture::replay
