// The parcel list as the program kill_upgrade writes it, for it and for those who look at what it has left.
#pragma once

#include <functional>
#include <string>

#include "tests/projections/parcel_versions.hpp"

namespace vesture::projections {

inline const std::string kKilledList = "parcels";

inline Parcel killed_parcel(std::int64_t number) {
  Parcel parcel;
  parcel.owner = "a";
  parcel.id = domain::uuid_v7(number, {});
  parcel.created = {number};
  parcel.number = std::to_string(number);
  parcel.sealed.payer = "p";
  return parcel;
}

// Each version tells of itself in every row.
inline CountedParcel killed_row(const Parcel& parcel, std::uint32_t version) {
  auto row = counted(parcel);
  row.order_count = version;
  return row;
}

// `compared` is called for each row of the version before that is converted.
inline List<CountedParcel> killed_parcels(std::uint8_t version, std::function<void()> compared) {
  const List<CountedParcel> before(counted_declaration(kKilledList, static_cast<std::uint8_t>(version - 1)));
  return List<CountedParcel>(counted_declaration(kKilledList, version))
      .with_predecessor<CountedParcel>(before, [compared = std::move(compared)](CountedParcel row) {
        compared();
        return row;
      });
}

}  // namespace vesture::projections
