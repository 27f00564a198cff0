// What may be done with a thing in a mailbox, where it lies (MAIL-03 to MAIL-06, MAIL-21), and with which right.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/common/decision.hpp"
#include "domain/rights/rights.hpp"

namespace vesture::domain::mail {

// Where a thing lies. The folder `all` shows each of them.
// Persisted numbers (of views): never change or reuse one.
enum class Folder : std::uint8_t { received = 0, sent = 1, drafts = 2, deleted = 3 };

enum class Action : std::uint8_t {
  download,  // the whole message as a ZIP
  print,
  download_attachment,
  reply,
  forward,
  confirm,  // its receipt
  refuse,
  edit,  // a draft: save, attach, remove an attachment, cancel
  send,
  remove,  // into `deleted`
  restore,
  destroy,  // for good
};

std::string_view code_of(Folder);
std::string_view code_of(Action);  // "delete" for remove

// nullptr where it is allowed; else why it is not, with the folder's rule (MAIL-03 to MAIL-06) or, where it would be
// allowed in an active account, MAIL-21.
const Rejection* obstacle(Action, Folder, bool account_is_active);
rights::Right needed_for(Action);
// All that is allowed, in the order above.
std::vector<Action> allowed(Folder, bool account_is_active);

}  // namespace vesture::domain::mail
