// What the contexts' codecs are made of: plain event structs to FlatBuffers bytes and back, verified first.
// A codec is a table of (type, schema version) -> reader; a new shape of an event adds a row, never changes
// one.
#pragma once

#include <flatbuffers/flatbuffers.h>

#include <cstring>
#include <expected>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/common/calendar.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/common/types_generated.h"

namespace vesture::domain::codec {

struct BadPayload : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using Bytes = std::span<const std::uint8_t>;
using Builder = flatbuffers::FlatBufferBuilder;

inline fb::Uuid write(const Uuid& id) {
  return fb::Uuid(flatbuffers::span<const std::uint8_t, 16>(id.bytes));
}

inline Uuid read(const fb::Uuid& id) {
  Uuid out;
  std::memcpy(out.bytes.data(), id.bytes()->data(), out.bytes.size());
  return out;
}

template <class AnId>
AnId read_id(const fb::Uuid* id) {
  return AnId{read(*id)};
}

// Writers and readers of one field. Names of enumerators are the same on both sides; their numbers are
// persisted.
template <class To, class From>
To write_enum(From value) {
  return static_cast<To>(value);
}

template <class To, class From>
To read_enum(From value) {
  if (value > From::MAX) throw BadPayload("a number that the enumeration does not have");
  return static_cast<To>(value);
}

inline flatbuffers::Offset<fb::Deadline> write_deadline(Builder& builder, const Deadline& deadline) {
  std::vector<std::int32_t> skipped;
  for (const auto day : deadline.skipped) skipped.push_back(day.days);
  const auto clause = builder.CreateString(deadline.clause);
  return fb::CreateDeadline(builder, clause, deadline.start.days, write_enum<fb::TermUnit>(deadline.unit),
                            deadline.count, builder.CreateVector(skipped), deadline.due.microseconds,
                            deadline.calendar, deadline.provisional);
}

inline Deadline read_deadline(const fb::Deadline& t) {
  Deadline deadline{
      t.clause()->str(), {t.start_days()}, read_enum<TermUnit>(t.unit()), t.count(), {}, {t.due()},
      t.calendar(),      t.provisional()};
  if (t.skipped_days())
    for (const auto day : *t.skipped_days()) deadline.skipped.push_back({day});
  return deadline;
}

// A date that may be missing is a field of days beside one that says whether it is there.
inline std::int32_t days_or_none(const std::optional<Date>& date) { return date ? date->days : 0; }

inline std::optional<Date> read_date(bool present, std::int32_t days) {
  return present ? std::optional(Date{days}) : std::nullopt;
}

inline std::string read_text(const flatbuffers::String* text) { return text->str(); }

inline flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> write_sealed(Builder& builder,
                                                                           const Cipher& cipher,
                                                                           const Uuid& owner,
                                                                           std::string_view context,
                                                                           const Sealed& field) {
  const std::string sealed = cipher.seal(owner, context, field.text);
  return builder.CreateVector(reinterpret_cast<const std::uint8_t*>(sealed.data()), sealed.size());
}

// A field that may be left empty: nothing is stored then.
inline flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>> write_sealed_if_any(Builder& builder,
                                                                                  const Cipher& cipher,
                                                                                  const Uuid& owner,
                                                                                  std::string_view context,
                                                                                  const Sealed& field) {
  if (field.text.empty()) return {};
  return write_sealed(builder, cipher, owner, context, field);
}

// An absent field is an empty text: it was written before the field was there, or there was nothing to seal.
inline Sealed read_sealed(const flatbuffers::Vector<std::uint8_t>* field, const Cipher& cipher,
                          const Uuid& owner, std::string_view context) {
  Sealed out;
  if (!field) return out;
  auto text = cipher.open(owner, context, Bytes(field->data(), field->size()));
  out.destroyed = !text;
  if (text) out.text = std::move(*text);
  return out;
}

template <class Table>
Encoded finish(std::string type, Builder& builder, flatbuffers::Offset<Table> root) {
  builder.Finish(root);
  return {std::move(type), 1,
          std::string(reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize())};
}

// The payload as the table that it says it is. It must be aligned to 8 bytes, as the log gives it.
template <class Table>
const Table& verified(Bytes payload) {
  flatbuffers::Verifier verifier(payload.data(), payload.size());
  if (!verifier.VerifyBuffer<Table>(nullptr)) throw BadPayload("the bytes are not of this type");
  return *flatbuffers::GetRoot<Table>(payload.data());
}

template <class Event>
struct Reader {
  std::string_view type;
  std::uint16_t schema;
  Event (*read)(Bytes payload, const Cipher&);
};

template <class Event>
std::expected<Event, std::string> decode(std::span<const Reader<Event>> readers, std::string_view type,
                                         std::uint16_t schema, Bytes payload, const Cipher& cipher) {
  for (const auto& reader : readers) {
    if (reader.type != type || reader.schema != schema) continue;
    try {
      return reader.read(payload, cipher);
    } catch (const std::runtime_error& bad) {
      return std::unexpected(std::string(type) + ": " + bad.what());
    }
  }
  return std::unexpected("no such event: " + std::string(type) + " schema " + std::to_string(schema));
}

}  // namespace vesture::domain::codec
