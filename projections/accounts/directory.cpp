#include "projections/accounts/directory.hpp"

#include <stdexcept>

#include "projections/common/decoded.hpp"
#include "projections/common/e_address.hpp"
#include "projections/common/records.hpp"
#include "projections/common/row_table.hpp"
#include "projections/common/text_index.hpp"
#include "projections/common/words.hpp"

namespace vesture::projections::accounts {

namespace {

namespace dom = domain::accounts;
using Keys = std::vector<std::string>;

ListDeclaration<DirectoryRow> declared() {
  ListDeclaration<DirectoryRow> list;
  list.name = "directory";
  list.scope = [](const DirectoryRow&) { return std::string(); };
  list.id = [](const DirectoryRow& row) { return std::string(row.account.uuid.view()); };
  list.time = [](const DirectoryRow& row) { return row.opened; };
  list.sorts = {{"name", Distinct::many,
                 [](const DirectoryRow& row) { return collated_key(row.sealed.name); }, Class::sealed}};
  list.filters = {{"kind", Selects::broad,
                   [](const DirectoryRow& row) { return Keys{keyword_key(tables::code(row.kind))}; }}};
  list.combinations = {{"kind"}};
  return list;
}

const TextIndex& texts() {
  static const TextIndex index("directory-words", 2);
  return index;
}

// Those whose e-address does not work too: they may come back.
const Records<DirectoryRow>& all_entries() {
  static const Records<DirectoryRow> records("directory-entries", 1);
  return records;
}

void take_code(DirectoryRow& row, const domain::Sealed& code) {
  row.sealed.e_address = code.text;
  row.sealed.registration_number = registration_number_in(code.text);
}

// One commit's changes to the directory.
class Changes {
 public:
  explicit Changes(ViewBatch& batch) : batch_(batch) {}

  void on(const dom::AccountOpened& e) {
    if (!dom::has_users(e.kind)) return;
    DirectoryRow row{e.account, e.kind, true, e.at, {e.name.text, {}, {}}};
    take_code(row, e.code);
    put(row);
  }
  void on(const dom::AccountActivated& e) {
    change(e.account, [](DirectoryRow& row) { row.works = true; });
  }
  void on(const dom::AccountDeactivated& e) {
    change(e.account, [](DirectoryRow& row) { row.works = false; });
  }
  void on(const dom::EAddressMoved& e) {
    change(e.account, [&](DirectoryRow& row) { take_code(row, e.code); });
  }
  void on(const dom::IdentityUpdated& e) {
    change(e.account, [&](DirectoryRow& row) { row.sealed.name = e.name.text; });
  }
  void on(const dom::EAddressAnnulled& e) {
    change(e.account, [](DirectoryRow& row) { row.works = false; });
  }
  void on(const dom::UserAdded&) {}
  void on(const dom::UserRightsChanged&) {}
  void on(const dom::UserRemoved&) {}
  void on(const dom::IdentityNotFound&) {}

 private:
  // Nothing of a natural person's account.
  void change(domain::AccountId account, const auto& how) {
    auto row = all_entries().find(batch_, account.uuid.view());
    if (!row) return;
    how(*row);
    put(*row);
  }

  void put(const DirectoryRow& row) {
    const auto id = row.account.uuid.view();
    all_entries().put(batch_, id, row);
    if (!row.works) {
      directory_list().erase(batch_, id);
      texts().erase(batch_, {}, id);
      return;
    }
    directory_list().put(batch_, row);
    texts().put(batch_, {}, id, row.opened,
                {{kAnyField, words_of(row.sealed.name + " " + row.sealed.e_address, TextIndex::kMostWords)}});
  }

  ViewBatch& batch_;
};

}  // namespace

const List<DirectoryRow>& directory_list() {
  static const List<DirectoryRow> list(declared());
  return list;
}

std::shared_ptr<const Restriction> directory_rows_with(std::string_view query) {
  return texts().rows_with(kAnyField, query);
}

std::vector<const engine::Engine*> DirectoryProjection::lists() const { return {&directory_list().engine()}; }

std::vector<const Table*> DirectoryProjection::tables() const {
  static const auto table = table_of(directory_list());
  return {&table};
}

std::vector<std::string> DirectoryProjection::prefixes() const {
  return {directory_list().prefix(), texts().prefix(), all_entries().prefix()};
}

void DirectoryProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  Changes changes(batch);
  for (const auto& event : commit.events)
    if (is_of<dom::Account>(event))
      std::visit([&](const auto& e) { changes.on(e); }, decoded<dom::Account>(event, cipher_));
}

}  // namespace vesture::projections::accounts
