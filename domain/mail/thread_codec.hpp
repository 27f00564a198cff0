// The message that another one answers or passes on, as the mailbox's events hold it.
#pragma once

#include "domain/common/codec.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/events_generated.h"

namespace vesture::domain::mail {

inline flatbuffers::Offset<fb::Thread> write_thread(codec::Builder& builder,
                                                    const std::optional<Thread>& thread) {
  if (!thread) return {};
  const auto message = codec::write(thread->message.uuid);
  return fb::CreateThread(builder, codec::write_enum<fb::ThreadKind>(thread->kind), &message);
}

inline std::optional<Thread> read_thread(const fb::Thread* t) {
  if (!t) return std::nullopt;
  return Thread{codec::read_enum<ThreadKind>(t->kind()), codec::read_id<MessageId>(t->message())};
}

}  // namespace vesture::domain::mail
