// Messages of one mailbox as the benchmarks generate them: rows of the mailbox's list with the texts that their words are
// of (MAIL-01, MAIL-02).
#pragma once

#include <cstddef>
#include <string>

#include "projections/common/text_index.hpp"
#include "projections/mail/mailbox.hpp"
#include "tools/benchmarks/shared/vocabulary.hpp"

namespace vesture::bench {

struct MailboxMessage {
  projections::mail::MailboxRow row;
  std::string text;  // some forty words
};

inline constexpr std::size_t kVocabularyWords = 50'000;

// Message `number` of `messages`: 0 up to but without that, in the order of their time.
MailboxMessage mailbox_message(const Vocabulary&, std::size_t number, std::size_t messages);

projections::FieldWords words_of_message(const MailboxMessage&);

}  // namespace vesture::bench
