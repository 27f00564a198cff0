// Reads the entries of an index in the order of a page: one index by itself, or several merged.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/list_keys.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections::engine {

// Instants from `from` on, up to but without `to`.
struct Window {
  Instant from;
  Instant to;

  bool holds(Instant at) const { return from <= at && at < to; }
};

// How a scan keeps to a window of the list's time.
enum class Keeps {
  everything,  // there is no window
  by_bounds,   // the order is that of time: the window is one stretch of it
  by_skipping  // under each sort key time is in order: a seek or two for each
};

// The indexes whose entries make one list, and what of them is wanted.
struct Inputs {
  Family family = Family::index;
  std::vector<std::string> prefixes;  // of one index each, up to the place
  Keeps keeps = Keeps::everything;
  Window window;
};

// One index in one direction. Places without a value come last both ways.
class Scan {
 public:
  // `after` is the place before the first wanted, empty for all.
  Scan(const ViewSnapshot&, const Inputs&, std::string_view prefix, bool descending, std::string_view after);

  bool valid() const { return valid_; }
  void next();
  // Of an order in which all have a value: on to the first place that does not come before this one.
  void seek(std::string_view place);
  std::string_view place() const { return entries_.key().substr(prefix_.size()); }
  std::string_view value() const { return entries_.value(); }

 private:
  // Rows with a value and rows without lie one after the other; descending, each is read backwards by itself.
  enum class Part { both, with_value, without_value };

  static ViewIterator bounded(const ViewSnapshot&, const Inputs&, std::string_view prefix);

  void start_ascending(std::string_view after);
  void start_descending(std::string_view after);
  bool in_part() const;
  void enter_part_without_value();
  void settle();
  void skip(const PlaceParts&);
  std::string at(std::string_view place_start) const;

  std::string prefix_;
  bool descending_;
  Part part_;
  std::optional<Window> skipping_to_;
  ViewIterator entries_;
  bool valid_ = false;
};

// Several scans as one, in the order of the page.
class Merge {
 public:
  Merge(const ViewSnapshot&, const Inputs&, bool descending, std::string_view after);

  bool valid() const { return !heap_.empty(); }
  void next();
  void seek(std::string_view place);  // as Scan's
  std::string_view place() const { return heap_.front()->place(); }
  std::string_view value() const { return heap_.front()->value(); }

 private:
  bool later(const Scan* left, const Scan* right) const;
  void make_heap();

  bool descending_;
  std::vector<Scan> scans_;
  std::vector<Scan*> heap_;
};

}  // namespace vesture::projections::engine
