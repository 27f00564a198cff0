#include "projections/mail/mailbox.hpp"

#include <array>

#include "domain/common/utf8.hpp"
#include "projections/common/row_table.hpp"
#include "projections/mail/mailbox_changes.hpp"
#include "projections/mail/remembered.hpp"

namespace vesture::projections::mail {

namespace {

namespace dom = domain::mail;
using Keys = std::vector<std::string>;
using Key = std::optional<std::string>;

// Of a subject or a name no more is sorted by, so that cursors stay short.
constexpr std::size_t kMostSortedBytes = 200;

constexpr std::array kKinds{Kind::draft, Kind::sent, Kind::received};

Key collated(const std::optional<std::string>& text) {
  if (!text || text->empty()) return std::nullopt;
  return collated_key(domain::beginning_of(*text, kMostSortedBytes));
}

Key delivery_key(const MailboxRow& row) {
  if (!row.delivery_status) return std::nullopt;
  return unsigned_key(static_cast<std::uint64_t>(*row.delivery_status));
}

template <class Status>
Keys codes(const std::optional<Status>& status) {
  return status ? Keys{keyword_key(words(*status).code)} : Keys{};
}

ListDeclaration<MailboxRow> declared() {
  ListDeclaration<MailboxRow> list;
  list.name = "mailbox";
  list.scope = [](const MailboxRow& row) { return std::string(row.account.uuid.view()); };
  list.id = [](const MailboxRow& row) { return row_id(row.account, row.kind, row.id); };
  list.time = [](const MailboxRow& row) { return row.time; };
  list.time_range = list.time_sort = "time";
  list.sorts = {
      {"time", Distinct::many, [](const MailboxRow& row) { return instant_key(row.time); }},
      {"counterparty", Distinct::many,
       [](const MailboxRow& row) { return collated(row.sealed.counterparty); }, Class::sealed},
      {"subject", Distinct::many, [](const MailboxRow& row) { return collated(row.sealed.subject); },
       Class::sealed},
      {"delivery_status", Distinct::few, delivery_key},
  };
  list.filters = {
      {"folder", Selects::broad,
       [](const MailboxRow& row) { return Keys{keyword_key(code_of(row.folder))}; }},
      {"sending_status", Selects::broad, [](const MailboxRow& row) { return codes(row.sending_status); }},
      {"delivery_status", Selects::broad, [](const MailboxRow& row) { return codes(row.delivery_status); }},
      {"has_attachments", Selects::broad,
       [](const MailboxRow& row) { return Keys{keyword_key(row.has_attachments ? "true" : "false")}; }},
      {"registration_number", Selects::broad,
       [](const MailboxRow& row) {
         const auto& number = row.sealed.registration_number;
         return number.empty() ? Keys{} : Keys{keyword_key(number)};
       },
       Class::sealed},
  };
  list.ranges = {{"time", [](const MailboxRow& row) -> std::optional<Instant> { return row.time; }}};
  list.combinations = {{"folder"},
                       {"folder", "sending_status"},
                       {"folder", "delivery_status"},
                       {"folder", "has_attachments"},
                       {"folder", "registration_number"}};
  return list;
}

}  // namespace

const List<MailboxRow>& mailbox_list() {
  static const List<MailboxRow> list(declared());
  return list;
}

std::string row_id(domain::AccountId account, Kind kind, const domain::Uuid& id) {
  return std::string(account.uuid.view()).append(1, static_cast<char>(kind)).append(id.view());
}

std::optional<MailboxRow> find_in_mailbox(const ViewSnapshot& views, domain::AccountId account,
                                          const domain::Uuid& id) {
  for (const auto kind : kKinds)
    if (auto row = mailbox_list().find(views, row_id(account, kind, id))) return row;
  return std::nullopt;
}

std::shared_ptr<const Restriction> rows_with(Words where, std::string_view query) {
  return mailbox_texts().rows_with(static_cast<TextField>(where), query);
}

std::vector<const engine::Engine*> MailboxProjection::lists() const { return {&mailbox_list().engine()}; }

std::vector<const Table*> MailboxProjection::tables() const {
  static const auto rows = table_of(mailbox_list());
  static const auto of_unread =
      unread_messages().table([](const UnreadRow& row) { return joined(row.account, row.person); });
  return {&rows, &of_unread};
}

std::vector<std::string> MailboxProjection::prefixes() const {
  return {mailbox_list().prefix(),    mailbox_texts().prefix(),      unread_messages().prefix(),
          unseen_messages().prefix(), people_of_accounts().prefix(), writings().prefix(),
          messages().prefix()};
}

void MailboxProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  apply_mail(commit, cipher_, contents_, batch);
}

}  // namespace vesture::projections::mail
