#include "projections/notifications/notification_list.hpp"

#include <stdexcept>
#include <variant>

#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::notifications {

namespace {

namespace dom = domain::notifications;
using dom::EmailState;
using Keys = std::vector<std::string>;

ListDeclaration<NotificationRow> declared() {
  ListDeclaration<NotificationRow> list;
  list.name = "notifications";
  list.scope = [](const NotificationRow& row) { return std::string(row.account.uuid.view()); };
  list.id = [](const NotificationRow& row) { return std::string(row.notification.uuid.view()); };
  list.time = [](const NotificationRow& row) { return row.at; };
  list.time_range = list.time_sort = "time";
  list.sorts = {
      {"time", Distinct::many, [](const NotificationRow& row) { return instant_key(row.at); }},
  };
  list.filters = {
      {"unread", Selects::broad,
       [](const NotificationRow& row) { return Keys{keyword_key(row.read_at ? "false" : "true")}; }},
      {"topic", Selects::broad,
       [](const NotificationRow& row) { return Keys{keyword_key(dom::words(row.topic).code)}; }},
      {"subject", Selects::narrow,
       [](const NotificationRow& row) { return Keys{std::string(row.subject.view())}; }},
  };
  list.ranges = {{"time", [](const NotificationRow& row) -> std::optional<Instant> { return row.at; }}};
  list.combinations = {{"unread"}, {"topic"}, {"unread", "topic"}};
  return list;
}

// One commit's changes to the rows of notifications.
class Changes {
 public:
  explicit Changes(ViewBatch& batch) : batch_(batch) {}

  void on(const dom::NotificationRaised& e) {
    const auto raised = dom::Notification::evolve({}, e);
    notification_list().put(batch_, row_of(std::get<dom::LiveNotification>(raised)));
  }
  void on(const dom::NotificationRead& e) {
    change(e.notification, [&](NotificationRow& row) { row.read_at = e.at; });
  }
  void on(const dom::EmailAttempted& e) {
    change(e.notification, [&](NotificationRow& row) {
      row.email = EmailState::attempting;
      row.email_attempts = e.attempt;
    });
  }
  void on(const dom::EmailAccepted& e) { show(e.notification, EmailState::sent); }
  void on(const dom::EmailRefused& e) { show(e.notification, EmailState::waiting); }
  void on(const dom::EmailOutcomeUnknown& e) { show(e.notification, EmailState::unknown); }
  void on(const dom::EmailGivenUp& e) {
    change(e.notification, [&](NotificationRow& row) {
      row.email = EmailState::given_up;
      row.given_up_because = e.because;
    });
  }

 private:
  void show(domain::NotificationId id, EmailState email) {
    change(id, [&](NotificationRow& row) { row.email = email; });
  }

  void change(domain::NotificationId id, const auto& how) {
    auto row = notification_list().find(batch_, id.uuid.view());
    if (!row) throw std::runtime_error("a notification without a row");
    how(*row);
    notification_list().put(batch_, *row);
  }

  ViewBatch& batch_;
};

}  // namespace

NotificationRow row_of(const dom::LiveNotification& s) {
  const auto& raised = s.raised;
  const auto& h = raised.happening;
  return {raised.notification,
          raised.account,
          raised.at,
          h.topic,
          h.subject_kind,
          raised.subject,
          h.number,
          h.part,
          h.before,
          h.detail,
          h.days,
          s.read_at,
          s.email,
          s.attempts,
          s.given_up_because};
}

dom::Happening happening_of(const NotificationRow& row) {
  return {row.topic, row.subject_kind, row.number, row.part, row.before, row.detail, row.days};
}

const List<NotificationRow>& notification_list() {
  static const List<NotificationRow> list(declared());
  return list;
}

std::vector<const engine::Engine*> NotificationsProjection::lists() const {
  return {&notification_list().engine()};
}

std::vector<const Table*> NotificationsProjection::tables() const {
  static const auto table = table_of(notification_list());
  return {&table};
}

std::vector<std::string> NotificationsProjection::prefixes() const { return {notification_list().prefix()}; }

void NotificationsProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  Changes changes(batch);
  for (const auto& event : commit.events)
    if (is_of<dom::Notification>(event))
      std::visit([&](const auto& e) { changes.on(e); }, decoded<dom::Notification>(event, cipher_));
}

}  // namespace vesture::projections::notifications
