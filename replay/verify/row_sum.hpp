// A digest of a set of rows that does not depend on their order, so that an index and what it is of can be compared
// without sorting either: the sum, in four lanes of 64 bits, of SHA-256 over a key of this run and the row,
// which says where its key ends (MSet-VAdd-Hash of Clarke, Devadas, van Dijk, Gassend and Suh, 2003). Nobody can have prepared rows that cancel out:
// the key is drawn anew for each run.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"

namespace vesture::replay {

class RowSum {
 public:
  explicit RowSum(std::string_view key) : key_(key) {}

  void add(std::string_view row_key, std::string_view row_value) {
    std::string key_size;
    eventstore::append_big(key_size, std::uint64_t{row_key.size()});
    const auto digest = eventstore::sha256({key_, key_size, row_key, row_value});
    const auto lanes = std::bit_cast<Lanes>(digest);
    for (std::size_t i = 0; i < lanes.size(); ++i) sum_[i] += lanes[i];
    ++rows_;
  }
  void add(const RowSum& other) {
    for (std::size_t i = 0; i < sum_.size(); ++i) sum_[i] += other.sum_[i];
    rows_ += other.rows_;
  }
  std::uint64_t rows() const { return rows_; }
  bool operator==(const RowSum& other) const { return sum_ == other.sum_ && rows_ == other.rows_; }

 private:
  using Lanes = std::array<std::uint64_t, 4>;

  std::string_view key_;
  Lanes sum_{};
  std::uint64_t rows_ = 0;
};

}  // namespace vesture::replay
