// Events, commands and states as a reader of a failed test wants them: PartMoved{0190…, 2, in_progress, …}.
#pragma once

#include <array>
#include <boost/pfr/core.hpp>
#include <boost/type_index.hpp>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain {

template <class T>
std::string printed(const T& value);

namespace printing {

inline void print(std::ostream& out, const std::string& text) { out << '"' << text << '"'; }
inline void print(std::ostream& out, const Uuid& id) { out << to_string(id); }
template <class Tag>
void print(std::ostream& out, const Id<Tag>& id) {
  print(out, id.uuid);
}

inline void print(std::ostream& out, Instant at) { out << to_string(at); }
inline void print(std::ostream& out, Date date) { out << to_string(date); }
inline void print(std::ostream& out, const Sealed& field) {
  if (field.destroyed)
    out << "destroyed";
  else
    print(out, field.text);
}

template <std::size_t N>
void print(std::ostream& out, const std::array<std::uint8_t, N>& bytes) {
  for (const auto byte : bytes) out << std::hex << static_cast<unsigned>(byte) << std::dec << ' ';
}

template <class T>
requires std::is_arithmetic_v<T>
void print(std::ostream& out, T number) { out << number; }

// A status has a code; other enumerations print their number.
template <class T>
requires std::is_enum_v<T>
void print(std::ostream& out, T value) {
  if constexpr (requires { words(value).code; })
    out << words(value).code;
  else
    out << static_cast<unsigned>(value);
}

template <class T>
void print(std::ostream& out, const std::optional<T>& value) {
  out << (value ? printed(*value) : "none");
}

template <class T>
void print(std::ostream& out, const std::vector<T>& values) {
  const char* separator = "[";
  for (const auto& value : values) out << std::exchange(separator, ", ") << printed(value);
  out << (values.empty() ? "[]" : "]");
}

template <class... Ts>
void print(std::ostream& out, const std::variant<Ts...>& value) {
  std::visit([&out](const auto& alternative) { out << printed(alternative); }, value);
}

template <class T>
requires std::is_aggregate_v<T>
void print(std::ostream& out, const T& value) {
  const std::string name = boost::typeindex::type_id<T>().pretty_name();
  out << name.substr(name.rfind(':') + 1) << '{';
  const char* separator = "";
  boost::pfr::for_each_field(
      value, [&](const auto& field) { out << std::exchange(separator, ", ") << printed(field); });
  out << '}';
}

}  // namespace printing

template <class T>
std::string printed(const T& value) {
  std::ostringstream out;
  out << std::boolalpha;
  printing::print(out, value);
  return out.str();
}

}  // namespace vesture::domain
