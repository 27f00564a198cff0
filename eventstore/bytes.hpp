// Integers to bytes and back, and a reader of untrusted bytes that never leaves its bounds.
#pragma once

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "eventstore/corruption.hpp"

namespace vesture::eventstore {

inline std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

template <class Integer>
void append_little(std::string& out, Integer value) {
  boost::endian::native_to_little_inplace(value);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
// Big-endian numbers sort as their bytes do: for keys.
template <class Integer>
void append_big(std::string& out, Integer value) {
  boost::endian::native_to_big_inplace(value);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

class ByteReader {
 public:
  // `what` names the bytes in the Corruption that reading beyond them throws.
  ByteReader(std::string_view bytes, std::string_view what) : bytes_(bytes), what_(what) {}

  std::size_t offset() const { return offset_; }
  std::size_t left() const { return bytes_.size() - offset_; }

  std::string_view take(std::size_t size) {
    if (size > left()) throw Corruption(std::string(what_) + " ends early");
    const std::string_view taken = bytes_.substr(offset_, size);
    offset_ += size;
    return taken;
  }
  template <class Integer>
  Integer little() {
    return boost::endian::endian_load<Integer, sizeof(Integer), boost::endian::order::little>(
        take_raw<Integer>());
  }
  template <class Integer>
  Integer big() {
    return boost::endian::endian_load<Integer, sizeof(Integer), boost::endian::order::big>(
        take_raw<Integer>());
  }
  template <class Array>
  Array array() {
    Array out;
    const std::string_view taken = take(out.size());
    std::copy(taken.begin(), taken.end(), out.begin());
    return out;
  }
  // Over the zeros up to a multiple of `boundary`.
  void align(std::size_t boundary) {
    for (const char c : take((boundary - offset_ % boundary) % boundary))
      if (c != '\0') throw Corruption(std::string(what_) + " is not filled up with zeros");
  }

 private:
  template <class Integer>
  const unsigned char* take_raw() {
    return reinterpret_cast<const unsigned char*>(take(sizeof(Integer)).data());
  }

  std::string_view bytes_;
  std::string_view what_;
  std::size_t offset_ = 0;
};

}  // namespace vesture::eventstore
