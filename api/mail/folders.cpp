#include "api/mail/folders.hpp"

#include <algorithm>
#include <array>

#include "api/lists.hpp"
#include "api/mail/mail_json.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
namespace views = projections::mail;
using domain::Language;

// A row of a list: what can be told of it without opening it.
struct MailItem {
  domain::Uuid id;  // of the draft, or of the message
  views::Kind kind{};
  mail::Folder folder{};
  domain::Instant time;                     // when it was received, sent, or last saved
  std::optional<std::string> counterparty;  // from whom it is, of a received one; to whom, of others
  std::optional<std::uint32_t> recipients;  // of a draft
  std::string registration_number;          // the counterparty's; "" of a natural person
  std::optional<std::string> subject;       // null where it was destroyed
  std::optional<mail::SendingStatus> sending_status;
  std::optional<domain::Instant> sent_at;
  std::optional<FailureJson> failure;
  std::optional<mail::DeliveryStatus> delivery_status;
  std::optional<domain::Instant> delivered_at;
  std::optional<domain::Instant> confirmation_until;
  bool has_attachments = false;
  std::uint32_t attachments = 0;
  std::optional<bool> unread;  // of a received one, by the caller
  std::optional<views::ThreadLink> thread;
  domain::Instant kept_until;
  BOOST_DESCRIBE_CLASS(MailItem, (),
                       (id, kind, folder, time, counterparty, recipients, registration_number, subject,
                        sending_status, sent_at, failure, delivery_status, delivered_at, confirmation_until,
                        has_attachments, attachments, unread, thread, kept_until),
                       (), ())
};

struct FolderJson {
  std::string_view folder;
  std::string_view label;                       // in the language asked for
  std::optional<std::uint64_t> total;           // exact
  std::optional<std::uint64_t> total_at_least;  // where there are more than are counted
  std::uint64_t unread = 0;                     // by the caller
  BOOST_DESCRIBE_CLASS(FolderJson, (), (folder, label, total, total_at_least, unread), (), ())
};

// A folder as lists know it: `all` is no place where something lies, but shows what lies in any.
struct ListedFolder {
  std::string_view code;
  domain::Text label;
  std::vector<std::string_view> lacks;  // filters that mean nothing there (MAIL-02)
};

const std::array<ListedFolder, 5>& folders() {
  static const std::array<ListedFolder, 5> all{{
      {"all", {"Sarakste", "Correspondence"}, {}},
      {"received", {"Saņemtie", "Received"}, {"sending_status"}},
      {"sent", {"Nosūtītie", "Sent"}, {"unread"}},
      {"drafts", {"Melnraksti", "Drafts"}, {"sending_status", "delivery_status", "unread"}},
      {"deleted", {"Dzēstie", "Deleted"}, {"unread"}},
  }};
  return all;
}

template <class Status>
std::vector<std::string_view> codes_of(std::span<const mail::StatusWords<Status>> statuses) {
  std::vector<std::string_view> codes;
  for (const auto& status : statuses) codes.push_back(status.code);
  return codes;
}

FilterParameter folder_filter() {
  std::vector<std::string_view> codes;
  for (const auto& folder : folders()) codes.push_back(folder.code);
  auto filter = choice_filter("folder", std::move(codes));
  filter.everything = "all";
  return filter;
}

RestrictionParameter unread_filter() {
  return {"unread",
          [](const Call& call, std::string_view value) -> std::shared_ptr<const projections::Restriction> {
            if (value != "true" && value != "false") return nullptr;
            return views::rows_unread_by(call.caller.person, value == "true");
          },
          {{"type", "boolean"}},
          "Received messages that the caller has not opened, or all others."};
}

RestrictionParameter words_filter(std::string name, views::Words where) {
  return text_search(std::move(name),
                     [where](std::string_view query) { return views::rows_with(where, query); });
}

const ListParameters& parameters() {
  static const ListParameters all{
      "messages",
      {folder_filter(), text_filter("registration_number"),
       choice_filter("sending_status", codes_of(mail::sending_statuses())),
       choice_filter("delivery_status", codes_of(mail::delivery_statuses())),
       choice_filter("has_attachments", {"true", "false"})},
      {{"time", "from", "to"}},
      {"time", "counterparty", "subject", "delivery_status"},
      "-time",
      {words_filter("q", views::Words::any), words_filter("counterparty", views::Words::counterparty),
       words_filter("subject", views::Words::subject), unread_filter()}};
  return all;
}

MailItem item_of(views::MailboxRow&& row, Language language) {
  MailItem item;
  item.id = row.id;
  item.kind = row.kind;
  item.folder = row.folder;
  item.time = row.time;
  item.counterparty = std::move(row.sealed.counterparty);
  if (row.kind == views::Kind::draft) item.recipients = row.sealed.recipients;
  item.registration_number = std::move(row.sealed.registration_number);
  item.subject = std::move(row.sealed.subject);
  item.sending_status = row.sending_status;
  item.sent_at = row.sent_at;
  if (row.failure) {
    const auto& reason = mail::words(*row.failure);
    item.failure = FailureJson{reason.code, reason.label.in(language)};
  }
  item.delivery_status = row.delivery_status;
  item.delivered_at = row.delivered_at;
  item.confirmation_until = row.confirm_by;
  item.has_attachments = row.has_attachments;
  item.attachments = row.attachments;
  const bool between_others =
      row.kind == views::Kind::received && row.thread && row.thread->kind == mail::ThreadKind::forward;
  if (!between_others) item.thread = row.thread;
  item.kept_until = row.ends;
  return item;
}

// A filter that none of the folders asked for has is refused by its name.
Result<void> check_filters(const Call& call) {
  std::vector<const ListedFolder*> asked;
  for (const auto& [name, value] : call.request.query) {
    const auto folder = std::ranges::find(folders(), value, &ListedFolder::code);
    if (name == "folder" && folder != folders().end()) asked.push_back(&*folder);
  }
  if (asked.empty()) return {};
  for (const auto& [name, value] : call.request.query) {
    const auto lacks = [&name = name](const ListedFolder* folder) {
      return std::ranges::find(folder->lacks, name) != folder->lacks.end();
    };
    if (!std::ranges::all_of(asked, lacks)) continue;
    auto problem = problems::bad_parameter(name);
    problem.rule = "MAIL-02";
    problem.detail = {"Šajā sadaļā tādas pazīmes nav", "The folder has no such attribute"};
    return std::unexpected(std::move(problem));
  }
  return {};
}

ListResult<MailItem> list_messages(const Backend& backend, const Call& call, Unit& unit) {
  if (const auto fits = check_filters(call); !fits) return std::unexpected(fits.error());
  const auto grant = grant_for_mailbox(call, unit, Right::read);
  const auto tell_unread = [&](const projections::ViewSnapshot& now, MailItem& item) {
    if (item.kind == views::Kind::received)
      item.unread = views::is_unread(now, grant->account, call.caller.person, {item.id});
  };
  return answer_account_list<MailItem, views::MailboxRow>(
      backend, call, unit, grant, {parameters(), views::mailbox_list(), item_of, tell_unread});
}

FolderJson counted(const projections::ViewSnapshot& now, const Grant& grant, const ListedFolder& folder,
                   Language language) {
  projections::ListQuery query;
  query.scope = grant.account.uuid.view();
  query.sort = "time";
  query.limit = 1;
  query.count = true;
  if (folder.code != "all") query.any_of["folder"] = {projections::keyword_key(folder.code)};
  const auto page = views::mailbox_list().page(now, query);
  FolderJson json{folder.code, folder.label.in(language), {}, {}, 0};
  (page.total_is_lower_bound ? json.total_at_least : json.total) = page.total;
  return json;
}

ListResult<FolderJson> list_folders(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_mailbox(call, unit, Right::read);
  if (!grant) return std::unexpected(grant.error());
  const auto now = views_now(backend, call);
  std::vector<FolderJson> counts;
  const auto unread = views::unread_count(now.views, grant->account, call.caller.person);
  for (const auto& folder : folders()) {
    counts.push_back(counted(now.views, *grant, folder, call.language));
    if (folder.code == "all" || folder.code == "received") counts.back().unread = unread;
  }
  Answered<ListAnswer<FolderJson>> answered;
  answered.value.items = counts;
  answered.value.position = now.position;
  answered.reply.position = now.position;
  if (!grant->own) record_look(backend, call, unit, *grant, {}, {});
  act_as(*grant, answered.reply);
  return answered;
}

}  // namespace

std::vector<Route> mail_folder_routes(const Backend& backend) {
  std::vector<Route> routes;
  auto list = declare(Access::person, "GET", "/v1/accounts/{account}/messages", "mail.list",
                      "What lies in the mailbox, or in one of its folders.");
  list.parameters = parameters_of(parameters());
  list.reads = {"mailbox", "profiles"};
  list.slow = true;  // a search for words that are everywhere reads on and on
  routes.push_back(route<ListAnswer<MailItem>>(std::move(list), [&backend](const Call& call, Unit& unit) {
    return list_messages(backend, call, unit);
  }));
  auto counts = declare(Access::person, "GET", "/v1/accounts/{account}/folders", "mail.list_folders",
                        "The mailbox's folders: how many things lie in each, and how many are not read yet.");
  counts.reads = {"mailbox"};
  counts.slow = true;  // counts up to 10,000 in each
  routes.push_back(route<ListAnswer<FolderJson>>(std::move(counts), [&backend](const Call& call, Unit& unit) {
    return list_folders(backend, call, unit);
  }));
  return routes;
}

}  // namespace vesture::api
