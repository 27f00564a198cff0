#include "projections/accounts/readers.hpp"

#include "domain/common/overloaded.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::accounts {

namespace {

namespace dom = domain::rights;

ListDeclaration<ReaderRow> readers() {
  ListDeclaration<ReaderRow> list;
  list.name = "readers";
  list.scope = [](const ReaderRow& row) { return std::string(row.reader.uuid.view()); };
  list.id = [](const ReaderRow& row) { return std::string(row.right.uuid.view()); };
  list.time = [](const ReaderRow& row) { return row.granted; };
  list.time_sort = "granted";
  list.sorts = {{"granted", Distinct::many, [](const ReaderRow& row) { return instant_key(row.granted); }}};
  return list;
}

void put(ViewBatch& batch, const dom::ReadRightsEvent& event) {
  std::visit(domain::Overloaded{
                 [&](const dom::ReadRightGranted& e) {
                   reader_list().put(batch, {e.right, e.reader, e.account, e.at});
                 },
                 [&](const dom::ReadRightRevoked& e) { reader_list().erase(batch, e.right.uuid.view()); },
                 [](const auto&) {}},
             event);
}

}  // namespace

const List<ReaderRow>& reader_list() {
  static const List<ReaderRow> list(readers());
  return list;
}

std::vector<domain::AccountId> accounts_to_read(const ViewSnapshot& views, domain::PersonId reader) {
  std::vector<domain::AccountId> accounts;
  ListQuery query;
  query.scope = std::string(reader.uuid.view());
  query.sort = "granted";
  reader_list().each(views, query, [&](const ReaderRow& row) {
    accounts.push_back(row.account);
    return true;
  });
  return accounts;
}

std::vector<const engine::Engine*> ReadersProjection::lists() const { return {&reader_list().engine()}; }

std::vector<const Table*> ReadersProjection::tables() const {
  static const auto readers = table_of(reader_list());
  return {&readers};
}

std::vector<std::string> ReadersProjection::prefixes() const { return {reader_list().prefix()}; }

void ReadersProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  for (const auto& event : commit.events)
    if (is_of<dom::ReadRights>(event)) put(batch, decoded<dom::ReadRights>(event, cipher_));
}

}  // namespace vesture::projections::accounts
