#include "projections/common/list_scan.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace vesture::projections::engine {
namespace {

// Where a window begins in the order of time; nullopt where it has no end on that side.
std::optional<std::string> bound(std::string_view prefix, Instant at) {
  if (at.microseconds == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  if (at.microseconds == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  std::string key(prefix);
  key.push_back(kWithValue);
  std::string time;
  append_text(time, instant_key(at));
  time.resize(time.size() - 2);  // a bound is the beginning of keys, without the text's end
  return key + time;
}

std::string joined(std::string_view left, std::string_view right) {
  std::string both;
  both.reserve(left.size() + right.size() + 1);
  both.append(left).append(right);
  return both;
}

}  // namespace

Scan::Scan(const ViewSnapshot& snapshot, const Inputs& inputs, std::string_view prefix, bool descending,
           std::string_view after)
    : prefix_(prefix),
      descending_(descending),
      // In the order of time every row has a value.
      part_(!descending || inputs.keeps == Keeps::by_bounds ? Part::both : Part::with_value),
      entries_(bounded(snapshot, inputs, prefix)) {
  if (inputs.keeps == Keeps::by_skipping) skipping_to_ = inputs.window;
  if (descending)
    start_descending(after);
  else
    start_ascending(after);
  settle();
}

ViewIterator Scan::bounded(const ViewSnapshot& snapshot, const Inputs& inputs, std::string_view prefix) {
  const std::string end = joined(prefix, std::string_view(&kAfterPlaces, 1));
  if (inputs.keeps != Keeps::by_bounds) return snapshot.iterate(inputs.family, prefix, end);
  return snapshot.iterate(inputs.family, bound(prefix, inputs.window.from).value_or(std::string(prefix)),
                          bound(prefix, inputs.window.to).value_or(end));
}

std::string Scan::at(std::string_view place_start) const { return joined(prefix_, place_start); }

void Scan::start_ascending(std::string_view after) {
  std::string key = at(after);
  // Ids are of one length: nothing lies between a place and the same with a zero byte.
  if (!after.empty()) key.push_back('\0');
  entries_.seek(key);
}

void Scan::start_descending(std::string_view after) {
  if (!after.empty() && after.front() == kWithoutValue) part_ = Part::without_value;
  entries_.seek_before(after.empty() ? at(std::string_view(&kWithoutValue, 1)) : at(after));
}

bool Scan::in_part() const {
  if (!entries_.valid()) return false;
  return part_ == Part::both || place().front() == (part_ == Part::with_value ? kWithValue : kWithoutValue);
}

void Scan::enter_part_without_value() {
  part_ = Part::without_value;
  entries_.seek_before(at(std::string_view(&kAfterPlaces, 1)));
}

void Scan::settle() {
  for (;;) {
    valid_ = in_part();
    if (!valid_) {
      if (part_ != Part::with_value) return;
      enter_part_without_value();
      continue;
    }
    if (!skipping_to_) return;
    const auto parts = parse_place(place());
    assert(parts);
    if (skipping_to_->holds(parts->time)) return;
    skip(*parts);
  }
}

// Out of the window: to where it begins under this sort key, or on to the next sort key.
void Scan::skip(const PlaceParts& parts) {
  const bool before = parts.time < skipping_to_->from;
  std::string key = at(parts.head);
  if (descending_) {
    if (!before) key += instant_key(skipping_to_->to);
    entries_.seek_before(key);
    return;
  }
  if (before)
    key += instant_key(skipping_to_->from);
  else
    key.back() = '\x01';  // just beyond the text's end
  entries_.seek(key);
}

void Scan::next() {
  if (descending_)
    entries_.previous();
  else
    entries_.next();
  settle();
}

void Scan::seek(std::string_view wanted) {
  if (!comes_before(place(), wanted, descending_)) return;
  std::string key = at(wanted);
  if (descending_) {
    key.push_back('\0');  // it may be the place itself
    entries_.seek_before(key);
  } else {
    entries_.seek(key);
  }
  settle();
}

Merge::Merge(const ViewSnapshot& snapshot, const Inputs& inputs, bool descending, std::string_view after)
    : descending_(descending) {
  scans_.reserve(inputs.prefixes.size());
  for (const auto& prefix : inputs.prefixes) {
    scans_.emplace_back(snapshot, inputs, prefix, descending, after);
    if (!scans_.back().valid()) scans_.pop_back();
  }
  for (auto& scan : scans_) heap_.push_back(&scan);
  make_heap();
}

void Merge::make_heap() {
  std::ranges::make_heap(heap_, [this](const Scan* left, const Scan* right) { return later(left, right); });
}

void Merge::seek(std::string_view place) {
  for (auto* scan : heap_) scan->seek(place);
  std::erase_if(heap_, [](const Scan* scan) { return !scan->valid(); });
  make_heap();
}

bool Merge::later(const Scan* left, const Scan* right) const {
  return comes_before(right->place(), left->place(), descending_);
}

void Merge::next() {
  const auto order = [this](const Scan* left, const Scan* right) { return later(left, right); };
  if (heap_.size() == 1) {
    heap_.front()->next();
    if (!heap_.front()->valid()) heap_.clear();
    return;
  }
  std::ranges::pop_heap(heap_, order);
  heap_.back()->next();
  if (heap_.back()->valid())
    std::ranges::push_heap(heap_, order);
  else
    heap_.pop_back();
}

}  // namespace vesture::projections::engine
