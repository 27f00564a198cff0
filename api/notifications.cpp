#include "api/notifications.hpp"

#include <fmt/format.h>

#include "api/lists.hpp"
#include "api/notification_json.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::notifications;
namespace views = projections::notifications;

const ListParameters& list_parameters() {
  static const ListParameters parameters = [] {
    std::vector<std::string_view> topics;
    for (const auto& words : dom::topics()) topics.push_back(words.code);
    return ListParameters{
        "notifications",
        {choice_filter("unread", {"true", "false"}), choice_filter("topic", topics), id_filter("subject")},
        {interval("time")},
        {"time"},
        "-time"};
  }();
  return parameters;
}

EmailShown shown(dom::EmailState state) {
  switch (state) {
    case dom::EmailState::none:
      return EmailShown::none;
    case dom::EmailState::waiting:
    case dom::EmailState::attempting:
      return EmailShown::waiting;
    case dom::EmailState::sent:
      return EmailShown::sent;
    case dom::EmailState::unknown:
      return EmailShown::unknown;
    case dom::EmailState::given_up:
      break;
  }
  return EmailShown::given_up;
}

std::string_view collection_of(dom::SubjectKind kind) {
  switch (kind) {
    case dom::SubjectKind::order:
      return "orders";
    case dom::SubjectKind::service_request:
      return "service-requests";
    case dom::SubjectKind::message:
      break;
  }
  return "messages";
}

std::string path_of(const views::NotificationRow& row) {
  return fmt::format("/v1/accounts/{}/{}/{}", to_string(row.account), collection_of(row.subject_kind),
                     to_string(row.subject));
}

using NotificationAnswer = Result<Answered<NotificationItem>>;

NotificationAnswer mark_read(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_path(call, unit, Right::write);
  if (!grant) return std::unexpected(grant.error());
  const auto id = call.id<domain::NotificationId>(1);
  if (!id) return std::unexpected(id.error());
  const auto* live = std::get_if<dom::LiveNotification>(&unit.load<dom::Notification>(*id));
  if (!live || live->raised.account != grant->account) return std::unexpected(problems::not_found());
  if (const auto fits = check_if_match(call, unit.version<dom::Notification>(*id)); !fits)
    return std::unexpected(fits.error());
  if (const auto decided = decide<dom::Notification>(unit, *id, dom::ReadNotification{}); !decided)
    return std::unexpected(decided.error());
  const auto& read = std::get<dom::LiveNotification>(unit.load<dom::Notification>(*id));
  Answered<NotificationItem> answered{item_of(views::row_of(read), call.language), {}};
  answered.reply.version = unit.version<dom::Notification>(*id);
  record_answer(backend, call, unit, *grant, id->uuid);
  act_as(*grant, answered.reply);
  return answered;
}

Route own(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::person, std::move(method), "/v1/accounts/{account}/notifications" + path,
                 std::move(operation), std::move(summary));
}

}  // namespace

NotificationItem item_of(views::NotificationRow&& row, domain::Language language) {
  const auto happening = happening_of(row);
  return {row.notification,
          row.account,
          row.at,
          row.topic,
          title_of(happening, language),
          body_of(happening, language),
          row.subject_kind,
          row.subject,
          row.number,
          path_of(row),
          !row.read_at,
          row.read_at,
          shown(row.email),
          row.email_attempts,
          row.given_up_because};
}

std::vector<Route> notification_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto list = own("GET", "", "notifications.list", "What the account has been told of, and its e-mails.");
  list.parameters = parameters_of(list_parameters());
  list.reads = {"notifications", "profiles"};
  routes.push_back(
      route<ListAnswer<NotificationItem>>(std::move(list), [&backend](const Call& call, Unit& unit) {
        return answer_account_list<NotificationItem, views::NotificationRow>(
            backend, call, unit, grant_for_path(call, unit, Right::read),
            {list_parameters(), views::notification_list(), item_of});
      }));
  routes.push_back(route<NotificationItem>(
      own("POST", "/{notification}/read", "notifications.read", "Mark a notification as read."),
      [&backend](const Call& call, Unit& unit) { return mark_read(backend, call, unit); }));
  return routes;
}

}  // namespace vesture::api
