#include "replay/verify/stream_kinds.hpp"

#include <vector>

#include "domain/aggregates.hpp"

namespace vesture::replay {

namespace {

template <class Aggregate>
concept Folds = requires {
  typename Aggregate::State;
};

template <class Aggregate>
class Decoded final : public FoldedStream {
 public:
  std::optional<std::string> add(const eventstore::Event& stored, const domain::Cipher& cipher) override {
    const auto event = Aggregate::decode(stored.type, stored.schema, stored.payload, cipher);
    if (!event) return event.error();
    return std::nullopt;
  }
};

template <Folds Aggregate>
class Folded final : public FoldedStream {
 public:
  std::optional<std::string> add(const eventstore::Event& stored, const domain::Cipher& cipher) override {
    const auto event = Aggregate::decode(stored.type, stored.schema, stored.payload, cipher);
    if (!event) return event.error();
    try {
      state_ = Aggregate::evolve(std::move(state_), *event);
    } catch (const std::logic_error& impossible) {
      return std::string(stored.type) + ": " + impossible.what();
    }
    return std::nullopt;
  }

 private:
  typename Aggregate::State state_;
};

struct Kind {
  std::string_view category;
  std::unique_ptr<FoldedStream> (*start)();
};

std::vector<Kind> kinds_of_domain() {
  std::vector<Kind> kinds;
  domain::for_each_aggregate([&]<class Aggregate>() {
    kinds.push_back({Aggregate::kCategory, []() -> std::unique_ptr<FoldedStream> {
                       if constexpr (Folds<Aggregate>)
                         return std::make_unique<Folded<Aggregate>>();
                       else
                         return std::make_unique<Decoded<Aggregate>>();
                     }});
  });
  return kinds;
}

}  // namespace

std::unique_ptr<FoldedStream> new_stream(std::string_view name) {
  static const std::vector<Kind> kinds = kinds_of_domain();
  for (const Kind& kind : kinds)
    if (name.starts_with(kind.category)) return kind.start();
  return nullptr;
}

}  // namespace vesture::replay
