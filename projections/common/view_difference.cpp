#include "projections/common/view_difference.hpp"

namespace vesture::projections {

namespace {

// Two iterators over the same keys, moved along together.
class Pair {
 public:
  Pair(const ViewSnapshot& before, const ViewSnapshot& after, Family family, const std::string& prefix)
      : before_(before.iterate(family, prefix, after_prefix(prefix))),
        after_(after.iterate(family, prefix, after_prefix(prefix))) {
    before_.seek(prefix);
    after_.seek(prefix);
  }

  bool valid() const { return before_.valid() || after_.valid(); }
  // The lower of the two keys, with what is under it.
  KeyDifference at() const {
    if (in_before() && in_after()) return {before_.key(), before_.value(), after_.value()};
    if (in_before()) return {before_.key(), before_.value(), std::nullopt};
    return {after_.key(), std::nullopt, after_.value()};
  }
  void next() {
    const bool moves_before = in_before();
    const bool moves_after = in_after();
    if (moves_before) before_.next();
    if (moves_after) after_.next();
  }

 private:
  bool in_before() const { return before_.valid() && (!after_.valid() || before_.key() <= after_.key()); }
  bool in_after() const { return after_.valid() && (!before_.valid() || after_.key() <= before_.key()); }

  ViewIterator before_;
  ViewIterator after_;
};

}  // namespace

void for_each_difference(const ViewSnapshot& before, const ViewSnapshot& after, Family family,
                         const std::vector<std::string>& prefixes,
                         const std::function<bool(const KeyDifference&)>& each) {
  for (const auto& prefix : prefixes)
    for (Pair pair(before, after, family, prefix); pair.valid(); pair.next()) {
      const auto found = pair.at();
      if (found.before != found.after && !each(found)) return;
    }
}

}  // namespace vesture::projections
