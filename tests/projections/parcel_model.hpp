// Random parcels and queries, and what a list of parcels must answer, said again without the engine (rapidcheck).
#pragma once

#include <rapidcheck.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/projections/parcel_list.hpp"

namespace vesture::projections {

inline constexpr int kParcels = 24;
inline const std::string kOwner = "a";

// By their numbers.
using Model = std::map<int, Parcel>;

template <class T>
T one_of(const std::vector<T>& values) {
  return *rc::gen::elementOf(values);
}
inline bool flip() { return *rc::gen::arbitrary<bool>(); }

// The time, the owner and the id of a parcel never change: they follow from its number.
Parcel parcel(int number);
// Few values, so that they meet and tie; days that lie in one node, in neighbours and far away.
Parcel some_parcel(int number);
ListQuery some_query();

// Puts, changes or erases parcels first, first + step, ….
void change_some(const List<Parcel>&, ViewStore&, Model&, int first, int step);

// The rows that the query selects, in its order.
std::vector<Parcel> expected(const ListDeclaration<Parcel>&, const Model&, const ListQuery&);
// Page by page to the end.
std::vector<Parcel> paged(const List<Parcel>&, const ViewStore&, ListQuery,
                          const std::function<void()>& between_pages);
std::vector<std::string> ids(const std::vector<Parcel>&);

}  // namespace vesture::projections
