// Which way dependencies point, and in which rooms heavy headers stay.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/sources.hpp"

namespace vesture::architecture {
namespace {

using Faults = std::vector<std::string>;

struct Include {
  std::string_view header;
  bool quoted = false;
};

std::vector<Include> includes_of(const Source& source) {
  constexpr std::string_view kDirective = "#include ";
  std::vector<Include> includes;
  for (auto line : lines_of(source.text)) {
    if (!line.starts_with(kDirective)) continue;
    line.remove_prefix(kDirective.size());
    const bool quoted = line.front() == '"';
    const auto end = line.find(quoted ? '"' : '>', 1);
    includes.push_back({line.substr(1, end - 1), quoted});
  }
  return includes;
}

std::string fault(const Source& source, std::string_view header) {
  return source.path + " includes " + std::string(header);
}

// Which folders' headers a folder includes. Tools stand beside the server; tests see everything.
const std::map<std::string_view, std::set<std::string_view>> kMayInclude{
    {"domain", {"domain"}},
    {"eventstore", {"eventstore"}},
    {"projections", {"domain", "eventstore", "projections"}},
    {"api", {"domain", "eventstore", "projections", "api"}},
    {"replay", {"domain", "eventstore", "projections", "api", "replay"}},
    {"tools", {"domain", "eventstore", "projections", "api", "replay", "tools"}},
    {"tests", {"domain", "eventstore", "projections", "api", "replay", "tools", "tests"}},
};

// Also of a quoted header that is not named from the root.
Faults wrong_directions(const Source& source) {
  Faults faults;
  const auto& allowed = kMayInclude.at(folder_of(source.path));
  for (const auto& include : includes_of(source))
    if (include.quoted && !allowed.contains(folder_of(include.header)))
      faults.push_back(fault(source, include.header));
  return faults;
}

// The domain is pure: of others' headers it has those of dates and of its bytes, and of the standard library's
// none that reach for a clock, a thread, a file or chance.
Faults impurities(const Source& source) {
  static const std::set<std::string_view> kImpure{
      "atomic", "condition_variable", "ctime", "filesystem", "fstream", "future", "iostream", "mutex",
      "random", "shared_mutex",       "thread"};
  Faults faults;
  if (folder_of(source.path) != "domain") return faults;
  for (const auto& [header, quoted] : includes_of(source)) {
    const bool standard = header.find_first_of("./") == std::string_view::npos;
    const bool known = header.starts_with("date/") || header.starts_with("flatbuffers/");
    if (!quoted && (standard ? kImpure.contains(header) : !known)) faults.push_back(fault(source, header));
  }
  if (source.text.find("_clock::now") != std::string::npos) faults.push_back(source.path + " asks a clock");
  return faults;
}

// Heavy headers, and all the files or folders that may have them.
struct Room {
  std::string_view header;
  std::vector<std::string_view> places;
};
const std::vector<Room> kRooms{
    {"boost/beast", {"api/http/session", "tools/benchmarks/", "tests/"}},
    {"rocksdb/", {"eventstore/", "projections/common/", "tools/benchmarks/", "tests/"}},
    {"flatbuffers/", {"domain/common/codec.hpp", "replay/events/event_fields.cpp", "tests/domain/"}},
    {"sqlite3", {"replay/sqlite/", "tests/"}},
    {"curl/", {"api/outside/smtp.cpp", "api/outside/http_client.cpp", "tests/"}},
    {"xlsxwriter", {"api/report.cpp", "tests/"}},
    {"rhonabwy", {"api/auth/", "tests/"}},
};

Faults out_of_their_rooms(const Source& source) {
  Faults faults;
  for (const auto& [header, _] : includes_of(source))
    for (const auto& room : kRooms)
      if (header.starts_with(room.header) &&
          std::ranges::none_of(room.places, [&](auto place) { return source.path.starts_with(place); }))
        faults.push_back(fault(source, header));
  return faults;
}

TEST(Includes, GoOneWay) { EXPECT_EQ(faults_everywhere(wrong_directions), Faults{}); }

TEST(Includes, TheWrongWayIsFound) {
  for (const auto& [path, header] : std::vector<std::pair<std::string, std::string>>{
           {"domain/orders/order.cpp", "eventstore/log/log.hpp"},
           {"eventstore/log/log.cpp", "domain/common/ids.hpp"},
           {"projections/orders/order_list.cpp", "api/route.hpp"},
           {"api/orders.cpp", "tests/domain/given.hpp"},
           {"api/orders.cpp", "tools/anything.hpp"},
           {"tools/benchmarks/append_bench.cpp", "tests/eventstore/scratch_directory.hpp"},
           {"api/orders.cpp", "order_json.hpp"},
           {"api/orders.cpp", "../domain/common/ids.hpp"}}) {
    const Source source{path, "// Why.\n#include \"" + header + "\"\n"};
    EXPECT_EQ(wrong_directions(source), Faults{path + " includes " + header});
  }
  EXPECT_EQ(wrong_directions({"api/orders.cpp", "#include \"domain/common/ids.hpp\"\n"}), Faults{});
}

TEST(Includes, TheDomainIsPure) { EXPECT_EQ(faults_everywhere(impurities), Faults{}); }

TEST(Includes, AnImpurityIsFound) {
  const std::string path = "domain/orders/order.cpp";
  for (const std::string header : {"thread", "fstream", "boost/json.hpp", "rocksdb/db.h", "unistd.h"})
    EXPECT_EQ(impurities({path, "#include <" + header + ">\n"}), Faults{path + " includes " + header});
  EXPECT_EQ(impurities({path, "auto now = std::chrono::system_clock::now();"}),
            Faults{path + " asks a clock"});
  EXPECT_EQ(impurities({path, "#include <string>\n#include <date/tz.h>\n"}), Faults{});
}

TEST(Includes, HeavyHeadersStayInTheirRooms) { EXPECT_EQ(faults_everywhere(out_of_their_rooms), Faults{}); }

TEST(Includes, AHeavyHeaderElsewhereIsFound) {
  const std::string beast = "boost/beast/http/read.hpp";
  EXPECT_EQ(out_of_their_rooms({"api/orders.cpp", "#include <" + beast + ">\n"}),
            Faults{"api/orders.cpp includes " + beast});
  EXPECT_EQ(out_of_their_rooms({"api/http/session.cpp", "#include <" + beast + ">\n"}), Faults{});
}

}  // namespace
}  // namespace vesture::architecture
