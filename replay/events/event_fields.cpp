#include "replay/events/event_fields.hpp"

#include <flatbuffers/reflection.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "eventstore/corruption.hpp"
#include "eventstore/digits.hpp"
#include "replay/events/binary_schemas.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;
using flatbuffers::Table;
using reflection::BaseType;
using reflection::Field;
using reflection::Object;
using reflection::Schema;

constexpr std::string_view kNamespace = "vesture.domain.";
constexpr std::string_view kUuid = "vesture.domain.fb.Uuid";
constexpr std::string_view kFlagPrefix = "has_";
// The one version that each type has so far.
constexpr std::uint16_t kSchemaVersion = 1;

struct EventTable {
  const Schema* schema;
  const Object* table;
};

std::string_view name_of(const auto& named) { return named.name()->string_view(); }

std::string table_name(std::string_view context, std::string_view event) {
  return fmt::format("{}{}.fb.{}", kNamespace, context, event);
}

std::optional<EventTable> table_of(std::string_view type) {
  const auto dot = type.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  for (const auto& [context, bytes] : binary_schemas()) {
    if (context != type.substr(0, dot)) continue;
    const auto* schema = reflection::GetSchema(bytes.data());
    const auto* table = schema->objects()->LookupByKey(table_name(context, type.substr(dot + 1)).c_str());
    if (table != nullptr) return EventTable{schema, table};
  }
  return std::nullopt;
}

bool is_sealed(const Field& field) {
  if (field.attributes() == nullptr) return false;
  const auto* named = field.attributes()->LookupByKey("class");
  return named != nullptr && named->value()->string_view() == "sealed";
}

bool is_time(std::string_view name) { return name == "at" || name == "due" || name.ends_with("_at"); }

json::value scalar_of(BaseType type, std::string_view name, std::int64_t number) {
  if (type == BaseType::Bool) return number != 0;
  if (type == BaseType::Long && is_time(name)) return json::value(domain::to_string(domain::Instant{number}));
  if (type == BaseType::Int && name.ends_with("_days"))
    return json::value(domain::to_string(domain::Date{static_cast<std::int32_t>(number)}));
  return number;
}

json::value number_of(const Schema& schema, const Field& field, std::int64_t number) {
  const auto& type = *field.type();
  if (type.index() < 0) return scalar_of(type.base_type(), name_of(field), number);
  const auto* value = schema.enums()->Get(static_cast<unsigned>(type.index()))->values()->LookupByKey(number);
  return value == nullptr ? json::value(number) : json::value(name_of(*value));
}

json::object fields_in(const Schema&, const Object&, const Table&);

json::value bytes_of(const Field& field, const flatbuffers::Vector<std::uint8_t>& bytes) {
  if (is_sealed(field)) return json::object{{"sealed", bytes.size()}};
  return json::value(eventstore::hex_digits(std::span(bytes.data(), bytes.size())));
}

json::value id_of(const std::uint8_t* bytes) {
  domain::Uuid id;
  std::copy_n(bytes, id.bytes.size(), id.bytes.begin());
  return json::value(domain::to_string(id));
}

// Tables, or the one struct that there is.
json::value element_of(const Schema& schema, const Object& type, const flatbuffers::VectorOfAny& vector,
                       unsigned i) {
  if (name_of(type) != kUuid)
    return fields_in(schema, type, *flatbuffers::GetAnyVectorElemPointer<const Table>(&vector, i));
  return id_of(flatbuffers::GetAnyVectorElemAddressOf<const std::uint8_t>(
      &vector, i, static_cast<std::size_t>(type.bytesize())));
}

json::value vector_of(const Schema& schema, const Field& field, const Table& table) {
  const auto element = field.type()->element();
  if (element == BaseType::UByte) return bytes_of(field, *flatbuffers::GetFieldV<std::uint8_t>(table, field));
  const auto* any = flatbuffers::GetFieldAnyV(table, field);
  json::array values;
  for (unsigned i = 0; i < any->size(); ++i) {
    if (element == BaseType::String)
      values.emplace_back(flatbuffers::GetFieldV<flatbuffers::Offset<flatbuffers::String>>(table, field)
                              ->Get(i)
                              ->string_view());
    else if (element == BaseType::Obj)
      values.push_back(
          element_of(schema, *schema.objects()->Get(static_cast<unsigned>(field.type()->index())), *any, i));
    else
      values.emplace_back(
          scalar_of(element, name_of(field), flatbuffers::GetAnyVectorElemI(any, element, i)));
  }
  return values;
}

json::value object_of(const Schema& schema, const Field& field, const Table& table) {
  const auto& type = *schema.objects()->Get(static_cast<unsigned>(field.type()->index()));
  if (name_of(type) != kUuid) return fields_in(schema, type, *flatbuffers::GetFieldT(table, field));
  return id_of(table.GetStruct<const std::uint8_t*>(field.offset()));
}

json::value value_of(const Schema& schema, const Field& field, const Table& table) {
  switch (field.type()->base_type()) {
    case BaseType::String:
      return json::value(flatbuffers::GetFieldS(table, field)->string_view());
    case BaseType::Vector:
      return vector_of(schema, field, table);
    case BaseType::Obj:
      return object_of(schema, field, table);
    default:
      return number_of(schema, field, flatbuffers::GetAnyFieldI(table, field));
  }
}

bool is_scalar(const Field& field) {
  const auto type = field.type()->base_type();
  return type != BaseType::String && type != BaseType::Vector && type != BaseType::Obj;
}

// The field that a `has_…` says is there or not; nullptr for any other name.
const Field* flagged_by(const Object& type, const Field& flag) {
  if (!name_of(flag).starts_with(kFlagPrefix)) return nullptr;
  const auto prefix = name_of(flag).substr(kFlagPrefix.size());
  for (const auto* field : *type.fields())
    if (name_of(*field).starts_with(prefix)) return field;
  return nullptr;
}

bool is_absent(const Object& type, const Field& field, const Table& table) {
  if (!is_scalar(field)) return !table.CheckField(field.offset());
  for (const auto* flag : *type.fields())
    if (flagged_by(type, *flag) == &field) return flatbuffers::GetAnyFieldI(table, *flag) == 0;
  return false;
}

// In the order of the schema: reflection has fields in the order of their names.
std::vector<const Field*> declared_fields(const Object& type) {
  std::vector<const Field*> fields(type.fields()->begin(), type.fields()->end());
  std::ranges::sort(fields, {}, [](const Field* field) { return field->id(); });
  return fields;
}

json::object fields_in(const Schema& schema, const Object& type, const Table& table) {
  json::object fields;
  for (const auto* field : declared_fields(type))
    if (flagged_by(type, *field) == nullptr && !is_absent(type, *field, table))
      fields[name_of(*field)] = value_of(schema, *field, table);
  return fields;
}

bool is_part_of_another(const Schema& schema, const Object& table) {
  const auto has_it = [&](const Field* field) {
    const auto& type = *field->type();
    const bool holds_objects = type.base_type() == BaseType::Obj || type.element() == BaseType::Obj;
    return holds_objects && schema.objects()->Get(static_cast<unsigned>(type.index())) == &table;
  };
  return std::ranges::any_of(*schema.objects(), [&](const Object* other) {
    return std::any_of(other->fields()->begin(), other->fields()->end(), has_it);
  });
}

// nullptr where there is none.
const Field* field_at(EventTable in, std::string_view path) {
  const auto dot = path.find('.');
  const auto* field = in.table->fields()->LookupByKey(std::string(path.substr(0, dot)).c_str());
  if (field == nullptr || dot == std::string_view::npos) return field;
  if (field->type()->base_type() != BaseType::Obj) return nullptr;
  in.table = in.schema->objects()->Get(static_cast<unsigned>(field->type()->index()));
  return field_at(in, path.substr(dot + 1));
}

}  // namespace

std::vector<std::string> event_types() {
  std::vector<std::string> types;
  for (const auto& [context, bytes] : binary_schemas()) {
    const auto& schema = *reflection::GetSchema(bytes.data());
    const auto prefix = table_name(context, "");
    for (const auto* table : *schema.objects())
      if (name_of(*table).starts_with(prefix) && !is_part_of_another(schema, *table))
        types.push_back(fmt::format("{}.{}", context, name_of(*table).substr(prefix.size())));
  }
  std::ranges::sort(types);
  return types;
}

std::optional<json::object> fields_of(const eventstore::Event& event) {
  const auto found = table_of(event.type);
  if (!found || event.schema != kSchemaVersion) return std::nullopt;
  if (!flatbuffers::Verify(*found->schema, *found->table, event.payload.data(), event.payload.size()))
    throw eventstore::Corruption(
        fmt::format("{} version {}: the bytes are not of {}", event.stream, event.version, event.type));
  return fields_in(*found->schema, *found->table, *flatbuffers::GetAnyRoot(event.payload.data()));
}

std::optional<FieldKind> field_kind(std::string_view event_type, std::string_view path) {
  const auto found = table_of(event_type);
  const auto* field = found ? field_at(*found, path) : nullptr;
  if (field == nullptr) return std::nullopt;
  FieldKind kind;
  if (!is_scalar(*field) || field->type()->index() < 0) return kind;
  const auto* enumeration = found->schema->enums()->Get(static_cast<unsigned>(field->type()->index()));
  kind.enumeration = name_of(*enumeration).substr(name_of(*enumeration).rfind('.') + 1);
  for (const auto* value : *enumeration->values()) kind.enumerators.emplace_back(name_of(*value));
  return kind;
}

}  // namespace vesture::replay
