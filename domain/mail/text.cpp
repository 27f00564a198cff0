#include "domain/mail/text.hpp"

#include <vector>

#include "domain/mail/text_generated.h"

namespace vesture::domain::mail {

std::string encode(const MessageText& text) {
  flatbuffers::FlatBufferBuilder builder;
  const auto subject = builder.CreateString(text.subject);
  const auto html = builder.CreateString(text.html);
  const auto plain = builder.CreateString(text.plain);
  builder.Finish(fb::CreateMessageText(builder, subject, html, plain));
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

std::optional<MessageText> decode_text(std::string_view bytes) {
  const std::vector<std::uint8_t> aligned(bytes.begin(), bytes.end());
  flatbuffers::Verifier verifier(aligned.data(), aligned.size());
  if (!verifier.VerifyBuffer<fb::MessageText>(nullptr)) return std::nullopt;
  const auto& t = *flatbuffers::GetRoot<fb::MessageText>(aligned.data());
  return MessageText{t.subject()->str(), t.html()->str(), t.plain()->str()};
}

}  // namespace vesture::domain::mail
