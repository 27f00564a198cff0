// A list with everything that a list can have, for the engine's tests: open and sealed columns, broad and
// narrow filters, sort orders with few values, many and none, two ranges.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "projections/common/list.hpp"

namespace vesture::projections {

enum class Stage { packed, sent, arrived };

struct ParcelSealed {
  std::optional<std::string> label;
  std::string payer;

  bool operator==(const ParcelSealed&) const = default;
};
BOOST_DESCRIBE_STRUCT(ParcelSealed, (), (label, payer))

struct Parcel {
  std::string owner;  // one letter
  domain::Uuid id;
  domain::Instant created;
  std::string number;
  std::optional<std::string> addressee;
  Stage stage = Stage::packed;
  std::string depot;
  std::vector<std::string> orders;
  std::optional<domain::Instant> received;
  ParcelSealed sealed;

  bool operator==(const Parcel&) const = default;
};
BOOST_DESCRIBE_STRUCT(Parcel, (),
                      (owner, id, created, number, addressee, stage, depot, orders, received, sealed))

inline std::string stage_key(Stage stage) { return unsigned_key(static_cast<std::uint64_t>(stage)); }

inline ListDeclaration<Parcel> parcel_declaration(const std::string& name, bool nodes_for_combinations) {
  using Keys = std::vector<std::string>;
  const auto collated = [](const std::optional<std::string>& text) {
    return text ? std::optional(collated_key(*text)) : std::nullopt;
  };
  return {
      .name = name,
      .version = 1,
      .scope = [](const Parcel& p) { return p.owner; },
      .id = [](const Parcel& p) { return std::string(p.id.view()); },
      .time = [](const Parcel& p) { return p.created; },
      .time_range = "created",
      .time_sort = "created",
      .sorts = {{.name = "created",
                 .key = [](const Parcel& p) { return std::optional(instant_key(p.created)); }},
                {.name = "number",
                 .key = [](const Parcel& p) { return std::optional(keyword_key(p.number)); }},
                {.name = "addressee", .key = [=](const Parcel& p) { return collated(p.addressee); }},
                {.name = "stage",
                 .distinct = Distinct::few,
                 .key = [](const Parcel& p) { return std::optional(stage_key(p.stage)); }},
                {.name = "received",
                 .key =
                     [](const Parcel& p) {
                       return p.received ? std::optional(instant_key(*p.received)) : std::nullopt;
                     }},
                {.name = "label",
                 .key = [=](const Parcel& p) { return collated(p.sealed.label); },
                 .kept = Class::sealed}},
      .filters = {{.name = "stage", .keys = [](const Parcel& p) { return Keys{stage_key(p.stage)}; }},
                  {.name = "depot",
                   .keys = [](const Parcel& p) { return p.depot.empty() ? Keys{} : Keys{p.depot}; }},
                  {.name = "order",
                   .selects = Selects::narrow,
                   .keys = [](const Parcel& p) { return p.orders; }},
                  {.name = "label",
                   .selects = Selects::narrow,
                   .keys = [](const Parcel& p) { return p.sealed.label ? Keys{*p.sealed.label} : Keys{}; },
                   .kept = Class::sealed},
                  {.name = "payer",
                   .keys = [](const Parcel& p) { return Keys{p.sealed.payer}; },
                   .kept = Class::sealed}},
      .ranges = {{.name = "created", .at = [](const Parcel& p) { return std::optional(p.created); }},
                 {.name = "received", .at = [](const Parcel& p) { return p.received; }}},
      .combinations = {{"stage"}, {"stage", "depot"}, {"payer"}},
      .nodes_for_combinations = nodes_for_combinations,
  };
}

}  // namespace vesture::projections
