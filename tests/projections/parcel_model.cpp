#include "tests/projections/parcel_model.hpp"

#include <algorithm>
#include <tuple>

namespace vesture::projections {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDay = 86'400 * kSecond;
constexpr std::int32_t kFirstDay = 19'700;

Instant some_instant() {
  const auto day = kFirstDay + one_of<std::int64_t>({0, 1, 2, 15, 16, 40, 255, 256, 700, 2'000});
  return {day * kDay + one_of<std::int64_t>({0, 3, 22 * 3'600}) * kSecond};
}

void change(const List<Parcel>& list, ViewBatch& batch, Model& model, int number) {
  const auto id = parcel(number).id;
  if (*rc::gen::inRange(0, 4) == 0) {
    list.erase(batch, id.view());
    model.erase(number);
    return;
  }
  const auto fresh = some_parcel(number);
  list.put(batch, fresh);
  model[number] = fresh;
}

bool is_within(const DayRange& days, const std::optional<Instant>& at) {
  if (!days.from && !days.to) return true;
  if (!at) return false;
  const Date day = domain::riga_date(*at);
  return (!days.from || *days.from <= day) && (!days.to || day <= *days.to);
}

bool is_selected(const ListDeclaration<Parcel>& list, const ListQuery& query, const Parcel& parcel) {
  if (parcel.owner != query.scope) return false;
  for (const auto& filter : list.filters) {
    const auto asked = query.any_of.find(filter.name);
    if (asked == query.any_of.end()) continue;
    const auto keys = filter.keys(parcel);
    if (std::ranges::find_first_of(keys, asked->second) == keys.end()) return false;
  }
  return std::ranges::all_of(list.ranges, [&](const auto& range) {
    const auto asked = query.days.find(range.name);
    return asked == query.days.end() || is_within(asked->second, range.at(parcel));
  });
}

}  // namespace

Parcel parcel(int number) {
  Parcel parcel;
  parcel.id = domain::uuid_v7(number, {});
  parcel.owner = number % 6 == 5 ? "b" : kOwner;
  parcel.created = {(kFirstDay + (number * 37) % 400 / 3) * kDay + number % 2 * kSecond};
  return parcel;
}

Parcel some_parcel(int number) {
  auto some = parcel(number);
  some.number =
      one_of<std::string>({"", "001", "002", "1", std::string("0\0", 2), std::string("0\xff", 2), "0"});
  if (flip())
    some.addressee = one_of<std::string>({"", "Āboliņa", "Abols", "Čakste", "Cēsis", "žagars", "Zālīte"});
  some.stage = one_of<Stage>({Stage::packed, Stage::sent, Stage::arrived});
  some.depot = one_of<std::string>({"", "riga", "rig", std::string("rig\0a", 5)});
  some.orders = *rc::gen::container<std::vector<std::string>>(
      *rc::gen::inRange(0, 3), rc::gen::element<std::string>("o1", "o2", "o3"));
  if (flip()) some.received = some_instant();
  if (flip()) some.sealed.label = one_of<std::string>({"mana", "tava", "Āda"});
  some.sealed.payer = one_of<std::string>({"p", "q"});
  return some;
}

void change_some(const List<Parcel>& list, ViewStore& store, Model& model, int first, int step) {
  ViewBatch batch(store);
  for (int changes = *rc::gen::inRange(0, 60); changes > 0; --changes)
    change(list, batch, model, first + step * *rc::gen::inRange(0, kParcels / step));
  store.write(batch);
}

ListQuery some_query() {
  ListQuery query{
      .scope = kOwner,
      .sort = one_of<std::string>({"created", "number", "addressee", "stage", "received", "label"}),
      .descending = flip(),
      .limit = *rc::gen::inRange<std::size_t>(1, 8)};
  const std::map<std::string, std::vector<std::string>> values = {
      {"stage", {stage_key(Stage::packed), stage_key(Stage::sent), stage_key(Stage::arrived)}},
      {"depot", {"riga", "rig", std::string("rig\0a", 5), "nowhere"}},
      {"order", {"o1", "o2", "o3", "o4"}},
      {"label", {"mana", "tava", "Āda"}},
      {"payer", {"p", "q"}}};
  for (const auto& [filter, keys] : values)
    if (*rc::gen::inRange(0, 3) == 0)
      query.any_of[filter] = *rc::gen::container<std::vector<std::string>>(
          *rc::gen::inRange(0, 8) == 0 ? 0 : *rc::gen::inRange(1, 4), rc::gen::elementOf(keys));
  for (const auto* range : {"created", "received"}) {
    if (*rc::gen::inRange(0, 2) == 0) continue;
    DayRange days;
    if (flip()) days.from = domain::riga_date(some_instant());
    if (flip()) days.to = domain::riga_date(some_instant());
    query.days[range] = days;
  }
  return query;
}

std::vector<Parcel> expected(const ListDeclaration<Parcel>& list, const Model& model,
                             const ListQuery& query) {
  std::vector<Parcel> rows;
  for (const auto& [number, parcel] : model)
    if (is_selected(list, query, parcel)) rows.push_back(parcel);
  const auto& sort = *std::ranges::find(list.sorts, query.sort, &Sort<Parcel>::name);
  std::map<domain::Uuid, std::optional<std::string>> keys;
  for (const auto& row : rows) keys[row.id] = sort.key(row);
  std::ranges::sort(rows, [&](const Parcel& left, const Parcel& right) {
    const auto& left_key = keys[left.id];
    const auto& right_key = keys[right.id];
    if (left_key.has_value() != right_key.has_value()) return left_key.has_value();
    const auto in_order =
        std::tie(left_key, left.created, left.id) < std::tie(right_key, right.created, right.id);
    return left.id != right.id && in_order != query.descending;
  });
  return rows;
}

std::vector<Parcel> paged(const List<Parcel>& list, const ViewStore& store, ListQuery query,
                          const std::function<void()>& between_pages) {
  std::vector<Parcel> rows;
  do {
    const auto snapshot = store.snapshot();
    const auto page = list.page(snapshot, query);
    rows.insert(rows.end(), page.rows.begin(), page.rows.end());
    if (!page.next.empty()) RC_ASSERT(page.rows.size() == query.limit);
    query.after = page.next;
    between_pages();
  } while (!query.after.empty());
  return rows;
}

std::vector<std::string> ids(const std::vector<Parcel>& rows) {
  std::vector<std::string> all;
  for (const auto& row : rows) all.push_back(to_string(row.id));
  return all;
}

}  // namespace vesture::projections
