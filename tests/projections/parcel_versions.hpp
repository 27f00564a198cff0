// The parcel list in two versions with projections that write them: the second has another shape of row and a
// sort order of its own.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "projections/common/packed.hpp"
#include "projections/common/projection.hpp"
#include "tests/projections/parcel_list.hpp"

namespace vesture::projections {

// Version 2 tells how many orders there are, instead of which.
struct CountedParcel {
  std::string owner;
  domain::Uuid id;
  domain::Instant created;
  std::string number;
  std::uint32_t order_count = 0;
  Stage stage = Stage::packed;
  ParcelSealed sealed;

  bool operator==(const CountedParcel&) const = default;
};
BOOST_DESCRIBE_STRUCT(CountedParcel, (), (owner, id, created, number, order_count, stage, sealed))

inline CountedParcel counted(Parcel parcel) {
  return {std::move(parcel.owner),
          parcel.id,
          parcel.created,
          std::move(parcel.number),
          static_cast<std::uint32_t>(parcel.orders.size()),
          parcel.stage,
          std::move(parcel.sealed)};
}

inline List<Parcel> old_parcels(const std::string& name) {
  return List<Parcel>(parcel_declaration(name, false));
}

inline ListDeclaration<CountedParcel> counted_declaration(const std::string& name, std::uint8_t version) {
  ListDeclaration<CountedParcel> list;
  list.name = name;
  list.version = version;
  list.scope = [](const CountedParcel& p) { return p.owner; };
  list.id = [](const CountedParcel& p) { return std::string(p.id.view()); };
  list.time = [](const CountedParcel& p) { return p.created; };
  list.time_sort = "created";
  list.sorts = {
      {"created", Distinct::many, [](const CountedParcel& p) { return instant_key(p.created); }},
      {"number", Distinct::many, [](const CountedParcel& p) { return keyword_key(p.number); }},
      {"order_count", Distinct::few, [](const CountedParcel& p) { return unsigned_key(p.order_count); }},
  };
  list.filters = {{"stage", Selects::broad,
                   [](const CountedParcel& p) { return std::vector<std::string>{stage_key(p.stage)}; }}};
  list.combinations = {{"stage"}};
  return list;
}

inline List<CountedParcel> new_parcels(const std::string& name) {
  return List<CountedParcel>(counted_declaration(name, 2))
      .with_predecessor<Parcel>(old_parcels(name), counted);
}

// Writes what the commits to the stream of the list's name say: "put" a packed parcel, "erase" its row, and
// "poison <version>", which that version cannot apply.
template <class Row>
class ParcelProjection : public Projection {
 public:
  using Made = std::function<std::vector<Row>(Parcel)>;  // the row, or none

  ParcelProjection(List<Row> list, Made made) : list_(std::move(list)), made_(std::move(made)) {}

  std::string name() const override { return list_.declaration().name; }
  std::uint32_t version() const override { return list_.declaration().version; }
  std::vector<std::string> prefixes() const override { return {list_.prefix()}; }

  void apply(const eventstore::Commit& commit, ViewBatch& batch) const override {
    if (commit.command == "poison " + std::to_string(version())) throw std::runtime_error("no such parcel");
    for (const auto& event : commit.events) {
      if (event.stream != name() || !(commit.command == "put" || commit.command == "erase")) continue;
      const std::string_view bytes(reinterpret_cast<const char*>(event.payload.data()), event.payload.size());
      const auto parcel = unpack<Parcel>(bytes);
      list_.erase(batch, parcel.id.view());
      if (commit.command == "put")
        for (const auto& row : made_(parcel)) list_.put(batch, row);
    }
  }

  std::vector<Comparison> compare(const ViewSnapshot& snapshot, const std::stop_token& stop) const override {
    if (before_comparing) before_comparing(stop);
    return {list_.compare_with_predecessor(snapshot, stop)};
  }

  std::function<void(const std::stop_token&)> before_comparing;

 private:
  List<Row> list_;
  Made made_;
};

inline std::unique_ptr<ParcelProjection<Parcel>> first_version(const std::string& name) {
  return std::make_unique<ParcelProjection<Parcel>>(
      old_parcels(name), [](Parcel parcel) { return std::vector{std::move(parcel)}; });
}

inline std::unique_ptr<ParcelProjection<CountedParcel>> second_version(
    const std::string& name, std::function<std::vector<CountedParcel>(Parcel)> made = [](Parcel parcel) {
      return std::vector{counted(std::move(parcel))};
    }) {
  return std::make_unique<ParcelProjection<CountedParcel>>(new_parcels(name), std::move(made));
}

inline eventstore::Append parcel_command(const std::string& list, const std::string& command,
                                         const Parcel& parcel) {
  eventstore::Append append;
  append.command = command;
  append.events.push_back({list, "Parcel", 1, pack(parcel)});
  return append;
}

// The keys under a prefix, in all families but meta.
inline std::size_t keys_under(const ViewStore& store, const std::string& prefix) {
  const auto snapshot = store.snapshot();
  std::size_t count = 0;
  for (const auto family : {Family::rows, Family::index, Family::sealed_rows, Family::sealed_index}) {
    auto keys = snapshot.iterate(family, prefix, prefix + '\xff');
    for (keys.seek(prefix); keys.valid(); keys.next()) ++count;
  }
  return count;
}

}  // namespace vesture::projections
