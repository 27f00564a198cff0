#include "projections/mail/unread.hpp"

#include <functional>
#include <utility>

namespace vesture::projections::mail {

namespace {

// In the id of a mailbox's row, behind the account and the kind.
constexpr std::size_t kMessageAt = sizeof(domain::Uuid) + 1;

// In the order of their ids, until `visit` gives false.
void each_unread(const ViewSnapshot& views, domain::AccountId account, domain::PersonId person,
                 const std::function<bool(domain::MessageId)>& visit) {
  const auto first = unread_messages().prefix() + joined(account, person);
  auto rows = views.iterate(Family::rows, first, after_prefix(first));
  for (rows.seek(first); rows.valid(); rows.next())
    if (!visit({domain::uuid_at(rows.key().substr(first.size()))})) return;
}

class RowsUnread final : public Restriction {
 public:
  RowsUnread(domain::PersonId person, bool unread) : person_(person), unread_(unread) {}

  std::optional<std::vector<std::string>> few(const ViewSnapshot& views, std::string_view scope,
                                              std::size_t most) const override {
    if (!unread_) return std::nullopt;
    const domain::AccountId account{domain::uuid_at(scope)};
    std::vector<std::string> ids;
    each_unread(views, account, person_, [&](domain::MessageId message) {
      ids.push_back(row_id(account, Kind::received, message.uuid));
      return ids.size() <= most;
    });
    if (ids.size() > most) return std::nullopt;
    return ids;
  }

  bool passes(const ViewSnapshot& views, std::string_view scope, std::string_view id) const override {
    const domain::AccountId account{domain::uuid_at(scope)};
    const domain::MessageId message{domain::uuid_at(id.substr(kMessageAt))};
    return is_unread(views, account, person_, message) == unread_;
  }

 private:
  domain::PersonId person_;
  bool unread_;
};

void put_unread(ViewBatch& batch, const UnseenRow& unseen) {
  for (const auto& person : unseen.by)
    unread_messages().put(batch, joined(unseen.account, person, unseen.message),
                          {unseen.account, person, unseen.message});
}

void erase_unread(ViewBatch& batch, const UnseenRow& unseen) {
  for (const auto& person : unseen.by)
    unread_messages().erase(batch, joined(unseen.account, person, unseen.message));
}

}  // namespace

bool is_unread(const ViewSnapshot& views, domain::AccountId account, domain::PersonId person,
               domain::MessageId message) {
  return unread_messages().find(views, joined(account, person, message)).has_value();
}

std::uint64_t unread_count(const ViewSnapshot& views, domain::AccountId account, domain::PersonId person) {
  std::uint64_t count = 0;
  each_unread(views, account, person, [&](domain::MessageId) { return ++count < kCountedExactly; });
  return count;
}

std::shared_ptr<const Restriction> rows_unread_by(domain::PersonId person, bool unread) {
  return std::make_shared<RowsUnread>(person, unread);
}

void begin_unread(ViewBatch& batch, domain::AccountId account, domain::MessageId message,
                  std::vector<domain::PersonId> by) {
  if (by.empty()) return;
  const UnseenRow unseen{account, message, std::move(by)};
  unseen_messages().put(batch, joined(account, message), unseen);
  put_unread(batch, unseen);
}

void mark_seen(ViewBatch& batch, domain::AccountId account, domain::MessageId message,
               domain::PersonId person) {
  auto unseen = unseen_messages().find(batch, joined(account, message));
  if (!unseen || std::erase(unseen->by, person) == 0) return;
  unread_messages().erase(batch, joined(account, person, message));
  if (unseen->by.empty())
    unseen_messages().erase(batch, joined(account, message));
  else
    unseen_messages().put(batch, joined(account, message), *unseen);
}

void hide_unread(ViewBatch& batch, domain::AccountId account, domain::MessageId message) {
  if (const auto unseen = unseen_messages().find(batch, joined(account, message)))
    erase_unread(batch, *unseen);
}

void show_unread(ViewBatch& batch, domain::AccountId account, domain::MessageId message) {
  if (const auto unseen = unseen_messages().find(batch, joined(account, message))) put_unread(batch, *unseen);
}

void forget_unread(ViewBatch& batch, domain::AccountId account, domain::MessageId message) {
  hide_unread(batch, account, message);
  unseen_messages().erase(batch, joined(account, message));
}

void forget_unread_by(ViewBatch& batch, domain::AccountId account, domain::PersonId person) {
  for (const auto& id : unseen_messages().ids(batch, joined(account)))
    mark_seen(batch, account, {domain::uuid_at(std::string_view(id).substr(sizeof(domain::Uuid)))}, person);
}

}  // namespace vesture::projections::mail
