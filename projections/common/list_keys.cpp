#include "projections/common/list_keys.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>

#include <boost/endian/conversion.hpp>
#include <memory>
#include <stdexcept>

namespace vesture::projections {
namespace {

// Latvian letters by their own rules (č after c, ē beside e); const use of a collator is safe from any
// thread.
const icu::Collator& latvian() {
  static const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("lv", "LV"), error));
    if (U_FAILURE(error)) throw std::runtime_error(std::string("Latvian collation: ") + u_errorName(error));
    return made;
  }();
  return *collator;
}

template <class Unsigned>
void append_big_endian(std::string& out, Unsigned number) {
  char bytes[sizeof number];
  boost::endian::endian_store<Unsigned, sizeof number, boost::endian::order::big>(
      reinterpret_cast<unsigned char*>(bytes), number);
  out.append(bytes, sizeof bytes);
}

template <class Unsigned>
Unsigned big_endian_at(std::string_view bytes) {
  return boost::endian::endian_load<Unsigned, sizeof(Unsigned), boost::endian::order::big>(
      reinterpret_cast<const unsigned char*>(bytes.data()));
}

constexpr std::uint64_t kSign64 = std::uint64_t{1} << 63;
constexpr std::uint32_t kSign32 = std::uint32_t{1} << 31;

// Where the text that begins at `at` ends, its end marker included.
std::optional<std::size_t> end_of_text(std::string_view bytes, std::size_t at) {
  while ((at = bytes.find('\0', at)) != std::string_view::npos && at + 1 < bytes.size()) {
    if (bytes[at + 1] == '\0') return at + 2;
    if (bytes[at + 1] != '\xff') return std::nullopt;
    at += 2;
  }
  return std::nullopt;
}

constexpr std::int32_t node_width(std::uint8_t level) { return 1 << (4 * level); }

}  // namespace

std::string keyword_key(std::string_view text) { return std::string(text); }

std::string collated_key(std::string_view text) {
  const auto utf16 =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string key(2 * text.size() + 16, '\0');
  const auto room = [&key] { return static_cast<std::int32_t>(key.size()); };
  const auto fill = [&] {
    return latvian().getSortKey(utf16, reinterpret_cast<std::uint8_t*>(key.data()), room());
  };
  const std::int32_t needed = fill();
  const bool cut_short = needed > room();
  key.resize(static_cast<std::size_t>(needed));
  if (cut_short) fill();
  key.pop_back();  // ICU's closing zero
  return key;
}

std::string unsigned_key(std::uint64_t number) {
  std::string key;
  append_big_endian(key, number);
  return key;
}

std::string instant_key(Instant at) {
  return unsigned_key(static_cast<std::uint64_t>(at.microseconds) ^ kSign64);
}

namespace engine {

void append_text(std::string& out, std::string_view bytes) {
  for (auto zero = bytes.find('\0'); zero != std::string_view::npos; zero = bytes.find('\0')) {
    out.append(bytes.substr(0, zero + 1)).push_back('\xff');
    bytes.remove_prefix(zero + 1);
  }
  out.append(bytes).append(2, '\0');
}

std::string place(const std::optional<std::string>& sort_key, Instant time, std::string_view id) {
  std::string out(1, sort_key ? kWithValue : kWithoutValue);
  append_text(out, sort_key ? std::string_view(*sort_key) : std::string_view());
  out += instant_key(time);
  out += id;
  return out;
}

std::optional<PlaceParts> parse_place(std::string_view place) {
  if (place.empty() || (place[0] != kWithValue && place[0] != kWithoutValue)) return std::nullopt;
  const auto head = end_of_text(place, 1);
  if (!head || place.size() <= *head + kTimeBytes) return std::nullopt;
  if (place[0] == kWithoutValue && *head != 3) return std::nullopt;
  const auto time = big_endian_at<std::uint64_t>(place.substr(*head)) ^ kSign64;
  return PlaceParts{.head = place.substr(0, *head),
                    .time = {static_cast<std::int64_t>(time)},
                    .id = place.substr(*head + kTimeBytes)};
}

std::string_view time_and_id(std::string_view place) {
  const auto head = end_of_text(place, 1);
  return head ? place.substr(*head) : std::string_view();
}

std::string place_by_time(std::string_view time_and_id) {
  std::string place(1, kWithValue);
  append_text(place, time_and_id.substr(0, kTimeBytes));
  return place.append(time_and_id);
}

bool comes_before(std::string_view left, std::string_view right, bool descending) {
  if (left.front() != right.front()) return left.front() < right.front();
  return descending ? right < left : left < right;
}

DayNode node_of(Date day, std::uint8_t level) {
  // Shifting rounds towards the past for days before 1970 too.
  return {level, day.days >> (4 * level)};
}

std::vector<DayNode> nodes_between(Date first, Date last) {
  std::vector<DayNode> nodes;
  for (std::int64_t day = first.days; day <= last.days;) {
    std::uint8_t level = kNodeLevels - 1;
    while (day % node_width(level) != 0 || day + node_width(level) - 1 > last.days) --level;
    nodes.push_back(node_of(Date{static_cast<std::int32_t>(day)}, level));
    day += node_width(level);
  }
  return nodes;
}

void append_node_level(std::string& out, std::size_t range, std::uint8_t level) {
  out.push_back(static_cast<char>(range + 1));
  out.push_back(static_cast<char>(level));
}

void append_nodes(std::string& out, std::size_t range, DayNode node) {
  append_node_level(out, range, node.level);
  append_big_endian(out, static_cast<std::uint32_t>(node.index) ^ kSign32);
}

void append_no_nodes(std::string& out) { out.push_back('\0'); }

std::int32_t node_index_at(std::string_view bytes) {
  return static_cast<std::int32_t>(big_endian_at<std::uint32_t>(bytes) ^ kSign32);
}

}  // namespace engine
}  // namespace vesture::projections
