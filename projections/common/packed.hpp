// Rows as compact bytes: a struct described with Boost.Describe is packed member by member, without names.
// What was packed is read by the same struct alone: a list whose row changes takes a new version.
//
//   bool, enum, integer   varint, signed ones zigzag; one byte where the type has one
//   Instant               8 bytes, little endian
//   Date, Money           their members
//   Uuid, Id, byte array  the bytes as they stand
//   string, vector        varint length, then the elements
//   optional              0, or 1 and the value
//   described struct      its members in the order of the description
//
// Unpacking checks every bound and throws BadBytes; bytes left over are bad bytes too.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/money.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"

namespace vesture::projections {

struct BadBytes : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

class Packer {
 public:
  std::string take() && { return std::move(bytes_); }

  template <std::integral T>
  void put(T value) {
    if constexpr (sizeof(T) == 1)
      bytes_.push_back(static_cast<char>(value));
    else if constexpr (std::is_signed_v<T>)
      put_varint(zigzag(value));
    else
      put_varint(value);
  }
  template <class T>
  requires std::is_enum_v<T>
  void put(T value) { put(static_cast<std::underlying_type_t<T>>(value)); }
  void put(const std::string& text) {
    put_varint(text.size());
    bytes_.append(text);
  }
  template <std::size_t N>
  void put(const std::array<std::uint8_t, N>& raw) {
    bytes_.append(reinterpret_cast<const char*>(raw.data()), N);
  }
  void put(const domain::Uuid& id) { put(id.bytes); }
  template <class Tag>
  void put(const domain::Id<Tag>& id) {
    put(id.uuid);
  }
  void put(domain::Instant at) {
    bytes_.append(reinterpret_cast<const char*>(&at.microseconds), sizeof at.microseconds);
  }
  void put(domain::Date date) { put(date.days); }
  void put(const domain::Money& money) {
    put(money.cents);
    put(money.currency);
  }
  void put(const domain::Sealed& sealed) {
    put(sealed.destroyed);
    put(sealed.text);
  }
  template <class T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put_varint(values.size());
    for (const auto& value : values) put(value);
  }
  template <Described T>
  void put(const T& described) {
    put_members(described, [](std::string_view) { return true; });
  }
  // The members whose name `wanted` takes.
  template <Described T>
  void put_members(const T& described, auto wanted) {
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) {
          if (wanted(std::string_view(member.name))) put(described.*member.pointer);
        });
  }

 private:
  static std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  }
  void put_varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_.push_back(static_cast<char>(value | 0x80));
    bytes_.push_back(static_cast<char>(value));
  }

  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  void expect_end() const {
    if (!bytes_.empty()) throw BadBytes("packed row: bytes left over");
  }

  template <std::integral T>
  void get(T& value) {
    if constexpr (std::is_same_v<T, bool>)
      value = get_flag();
    else if constexpr (sizeof(T) == 1)
      value = static_cast<T>(raw(1).front());
    else if constexpr (std::is_signed_v<T>)
      value = narrowed<T>(unzigzag(get_varint()));
    else
      value = narrowed<T>(get_varint());
  }
  template <class T>
  requires std::is_enum_v<T>
  void get(T& value) {
    std::underlying_type_t<T> number{};
    get(number);
    value = static_cast<T>(number);
  }
  void get(std::string& text) { text = raw(get_varint()); }
  template <std::size_t N>
  void get(std::array<std::uint8_t, N>& bytes) {
    std::memcpy(bytes.data(), raw(N).data(), N);
  }
  void get(domain::Uuid& id) { get(id.bytes); }
  template <class Tag>
  void get(domain::Id<Tag>& id) {
    get(id.uuid);
  }
  void get(domain::Instant& at) {
    std::memcpy(&at.microseconds, raw(sizeof at.microseconds).data(), sizeof at.microseconds);
  }
  void get(domain::Date& date) { get(date.days); }
  void get(domain::Money& money) {
    get(money.cents);
    get(money.currency);
  }
  void get(domain::Sealed& sealed) {
    get(sealed.destroyed);
    get(sealed.text);
  }
  template <class T>
  void get(std::optional<T>& value) {
    value.reset();
    if (get_flag()) get(value.emplace());
  }
  template <class T>
  void get(std::vector<T>& values) {
    const auto count = get_varint();
    // Every element takes a byte at least: a length that cannot be true must not allocate.
    if (count > bytes_.size()) throw BadBytes("packed row: more elements than bytes");
    values.resize(count);
    for (auto& value : values) get(value);
  }
  template <Described T>
  void get(T& described) {
    get_members(described, [](std::string_view) { return true; });
  }
  template <Described T>
  void get_members(T& described, auto wanted) {
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) {
          if (wanted(std::string_view(member.name))) get(described.*member.pointer);
        });
  }

 private:
  static std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  template <class T, class Wide>
  static T narrowed(Wide value) {
    if (!std::in_range<T>(value)) throw BadBytes("packed row: a number out of its range");
    return static_cast<T>(value);
  }
  std::string_view raw(std::uint64_t size) {
    if (size > bytes_.size()) throw BadBytes("packed row: cut short");
    const std::string_view taken(bytes_.data(), size);
    bytes_.remove_prefix(size);
    return taken;
  }
  bool get_flag() {
    const char flag = raw(1).front();
    if (flag != 0 && flag != 1) throw BadBytes("packed row: neither yes nor no");
    return flag == 1;
  }
  std::uint64_t get_varint() {
    std::uint64_t value = 0;
    // Nearly all of them are lengths and small numbers.
    if (!bytes_.empty() && static_cast<std::uint8_t>(bytes_.front()) < 0x80)
      return static_cast<std::uint8_t>(raw(1).front());
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(raw(1).front());
      if (shift == 63 && byte > 1) break;
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw BadBytes("packed row: a number too long");
  }

  std::string_view bytes_;
};

template <class T>
std::string pack(const T& value) {
  Packer packer;
  packer.put(value);
  return std::move(packer).take();
}

template <class T>
T unpack(std::string_view bytes) {
  T value{};
  Unpacker unpacker(bytes);
  unpacker.get(value);
  unpacker.expect_end();
  return value;
}

// A row without its member `sealed`, which is packed apart.
inline constexpr auto is_open_member = [](std::string_view name) { return name != "sealed"; };

template <Described Row>
std::string pack_open(const Row& row) {
  Packer packer;
  packer.put_members(row, is_open_member);
  return std::move(packer).take();
}

// Leaves the member `sealed` as it is.
template <Described Row>
void unpack_open(Row& row, std::string_view bytes) {
  Unpacker unpacker(bytes);
  unpacker.get_members(row, is_open_member);
  unpacker.expect_end();
}
template <Described Row>
Row unpack_open(std::string_view bytes) {
  Row row{};
  unpack_open(row, bytes);
  return row;
}

}  // namespace vesture::projections
