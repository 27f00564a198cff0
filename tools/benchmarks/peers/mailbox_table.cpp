#include "tools/benchmarks/peers/mailbox_table.hpp"

#include <sstream>

namespace vesture::bench {
namespace {

std::optional<std::string> text(const std::optional<domain::Instant>& at) {
  if (!at) return std::nullopt;
  return to_string(*at);
}

template <class Status>
std::optional<std::string> code(const std::optional<Status>& status) {
  if (!status) return std::nullopt;
  return std::string(words(*status).code);
}

}  // namespace

SqlFields fields_of(const MailboxMessage& message) {
  const auto& row = message.row;
  return {to_string(row.account),
          std::to_string(static_cast<int>(row.kind)),
          to_string(row.id),
          to_string(row.draft),
          std::string(code_of(row.folder)),
          to_string(row.time),
          code(row.sending_status),
          text(row.sent_at),
          code(row.delivery_status),
          text(row.delivered_at),
          text(row.confirm_by),
          std::to_string(row.attachments),
          to_string(row.last_days_begin),
          to_string(row.ends),
          row.sealed.counterparty,
          row.sealed.registration_number,
          row.sealed.subject,
          message.text};
}

std::string text_query(const std::string& words) {
  std::string query;
  std::istringstream each(words);
  for (std::string word; each >> word;) query += (query.empty() ? "" : " & ") + word + ":*";
  return query;
}

}  // namespace vesture::bench
