// What was used last, by its stream, and no more of it than is asked for: when the young generation is full it becomes the
// old one, and what was not used since the last turn is forgotten. Used by one thread at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace vesture::eventstore {

template <class Value>
class TwoGenerations {
 public:
  explicit TwoGenerations(std::size_t most_in_generation) : most_(most_in_generation) {}

  // nullptr where it is not known, or forgotten. Until the next set(). Does not count as use.
  const Value* find(std::string_view stream) const {
    if (const auto known = young_.find(stream); known != young_.end()) return &known->second;
    const auto known = old_.find(stream);
    return known == old_.end() ? nullptr : &known->second;
  }
  bool is_young(std::string_view stream) const { return young_.contains(stream); }

  // The same, and keeps it for another generation.
  std::optional<Value> use(std::string_view stream) {
    const Value* const known = find(stream);
    if (!known) return std::nullopt;
    Value value = *known;
    if (!is_young(stream)) set(stream, value);
    return value;
  }

  void set(std::string_view stream, Value value) {
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    young_.insert_or_assign(std::string(stream), std::move(value));
  }

  // Where it is known; its age stays.
  void change(std::string_view stream, const Value& value) {
    for (Generation* generation : {&young_, &old_})
      if (const auto known = generation->find(stream); known != generation->end()) known->second = value;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Generation = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  std::size_t most_;
  Generation young_;
  Generation old_;
};

}  // namespace vesture::eventstore
