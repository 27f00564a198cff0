#include "tools/benchmarks/shared/mailbox_rows.hpp"

#include "projections/common/words.hpp"
#include "tools/benchmarks/shared/accounts.hpp"
#include "tools/benchmarks/shared/days.hpp"

namespace vesture::bench {
namespace {

using projections::TextField;
using projections::TextIndex;
using projections::mail::Kind;
using projections::mail::Words;
namespace mail = domain::mail;

constexpr std::size_t kTextWords = 40;
constexpr std::size_t kSubjectWords = 4;
constexpr std::size_t kCorrespondents = 500;
constexpr std::int64_t kTermDays = 5 * 365;

// Five of a hundred messages are in `deleted`.
mail::Folder folder_of(std::size_t number) {
  if (number % 20 == 7) return mail::Folder::deleted;
  return number % 3 == 0 ? mail::Folder::sent : mail::Folder::received;
}

}  // namespace

MailboxMessage mailbox_message(const Vocabulary& vocabulary, std::size_t number, std::size_t messages) {
  std::minstd_rand random(static_cast<std::uint_fast32_t>(number + 1) * 2'654'435'761U);
  random.discard(2);
  MailboxMessage message;
  auto& row = message.row;
  row.account = account_of(0);
  row.folder = folder_of(number);
  row.kind = number % 3 == 0 ? Kind::sent : Kind::received;
  row.time = moment_of(number, messages);
  row.id = id_of(row.time, number);
  row.draft = {row.id};
  if (row.kind == Kind::sent) row.sending_status = mail::SendingStatus::sent;
  row.sent_at = row.time;
  row.delivery_status = number % 5 == 0 ? mail::DeliveryStatus::none : mail::DeliveryStatus::delivered;
  if (number % 5 != 0) row.delivered_at = row.time;
  row.confirm_by = {row.time.microseconds + 8 * kDayMicroseconds};
  row.attachments = number % 4 == 0 ? 2 : 0;
  row.has_attachments = row.attachments > 0;
  row.ends = {row.time.microseconds + kTermDays * kDayMicroseconds};
  row.last_days_begin = {row.ends.microseconds - 30 * kDayMicroseconds};
  const auto& names = vocabulary.words();
  row.sealed.counterparty = "SIA " + names[number % kCorrespondents % names.size()];
  row.sealed.registration_number = "4000300" + std::to_string(1'000 + number % kCorrespondents);
  row.sealed.subject = vocabulary.some_text(random, kSubjectWords);
  message.text = vocabulary.some_text(random, kTextWords);
  return message;
}

projections::FieldWords words_of_message(const MailboxMessage& message) {
  const auto words = [](const std::string& text) {
    return projections::words_of(text, TextIndex::kMostWords);
  };
  const auto field = [](Words of) { return static_cast<TextField>(of); };
  return {{field(Words::subject), words(*message.row.sealed.subject)},
          {field(Words::counterparty), words(*message.row.sealed.counterparty)},
          {projections::kAnyField, words(message.text + " " + message.row.sealed.registration_number)}};
}

}  // namespace vesture::bench
