#include "domain/mail/actions.hpp"

#include <array>
#include <cassert>

#include "domain/mail/rejections.hpp"

namespace vesture::domain::mail {

namespace {

using rights::Right;

struct ActionRow {
  Action action;
  std::string_view code;
  Right needed;
  bool in_inactive_account;
};

// In the order of the enumeration.
constexpr std::array<ActionRow, 12> kActions{{
    {Action::download, "download", Right::read, true},
    {Action::print, "print", Right::read, true},
    {Action::download_attachment, "download_attachment", Right::read, true},
    {Action::reply, "reply", Right::write, false},
    {Action::forward, "forward", Right::write, false},
    {Action::confirm, "confirm", Right::send, false},
    {Action::refuse, "refuse", Right::send, false},
    {Action::edit, "edit", Right::write, false},
    {Action::send, "send", Right::send, false},
    {Action::remove, "delete", Right::write, true},
    {Action::restore, "restore", Right::write, true},
    {Action::destroy, "destroy", Right::write, true},
}};

constexpr std::uint32_t bit(Action action) { return 1U << static_cast<unsigned>(action); }

constexpr std::uint32_t set_of(auto... actions) { return (bit(actions) | ...); }

struct FolderRow {
  Folder folder;
  std::string_view code;
  std::uint32_t actions;  // a bit for each
  const Rejection* otherwise;
};

using enum Action;

// In the order of the enumeration.
constexpr std::array<FolderRow, 4> kFolders{{
    {Folder::received, "received",
     set_of(download, print, download_attachment, reply, forward, confirm, refuse, remove),
     &rejections::not_for_received},
    {Folder::sent, "sent", set_of(download, print, download_attachment, forward, remove),
     &rejections::not_for_sent},
    {Folder::drafts, "drafts", set_of(edit, send, remove), &rejections::not_for_drafts},
    {Folder::deleted, "deleted", set_of(download, print, download_attachment, restore, destroy),
     &rejections::not_for_deleted},
}};

const FolderRow& row_of(Folder folder) {
  const auto& row = kFolders.at(static_cast<std::size_t>(folder));
  assert(row.folder == folder);
  return row;
}

const ActionRow& row_of(Action action) {
  const auto& row = kActions.at(static_cast<std::size_t>(action));
  assert(row.action == action);
  return row;
}

}  // namespace

std::string_view code_of(Folder folder) { return row_of(folder).code; }
std::string_view code_of(Action action) { return row_of(action).code; }
Right needed_for(Action action) { return row_of(action).needed; }

const Rejection* obstacle(Action action, Folder folder, bool account_is_active) {
  if ((row_of(folder).actions & bit(action)) == 0) return row_of(folder).otherwise;
  if (!account_is_active && !row_of(action).in_inactive_account) return &rejections::account_not_active;
  return nullptr;
}

std::vector<Action> allowed(Folder folder, bool account_is_active) {
  std::vector<Action> actions;
  for (const auto& row : kActions)
    if (!obstacle(row.action, folder, account_is_active)) actions.push_back(row.action);
  return actions;
}

}  // namespace vesture::domain::mail
