// How a mailbox's rows are made of what the projection remembers, and the words that they are found by.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/mail/copy.hpp"
#include "projections/common/contents.hpp"
#include "projections/common/text_index.hpp"
#include "projections/mail/mailbox.hpp"
#include "projections/mail/remembered.hpp"

namespace vesture::projections::mail {

// A text as rows have it; nothing of one that cannot be read.
struct ReadText {
  std::optional<std::string> subject;
  std::vector<std::string> subject_words;
  std::vector<std::string> plain_words;
};
// Throws std::runtime_error where the content is no text.
ReadText read_text(const Contents&, domain::ContentId);

// Without what was written (take_written), and of a copy without its message's status (take_status).
MailboxRow row_of_draft(const WritingRow&);
MailboxRow row_of_copy(const domain::mail::CopyFiled&);

void take_written(MailboxRow&, const WritingRow&, const ReadText&);
void take_status(MailboxRow&, const MessageRow&);

// `message` is that of a copy; a draft has none.
FieldWords words_of_row(const MailboxRow&, const WritingRow&, const MessageRow& message, const ReadText&);

}  // namespace vesture::projections::mail
