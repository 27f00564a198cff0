#include <algorithm>
#include <charconv>
#include <map>
#include <random>
#include <set>

#include "tests/eventstore/killed_program.hpp"
#include "tests/eventstore/vault_files.hpp"
#include "tests/eventstore/vault_fixture.hpp"
#include "tests/eventstore/vault_rows.hpp"

namespace vesture::eventstore {
namespace {

constexpr int kKills = 20;

struct Said {
  std::set<std::uint32_t> finished;
  std::set<std::uint32_t> destroying;  // may or may not be
  std::set<std::uint32_t> destroyed;

  void add(std::string_view lines) {
    while (!lines.empty()) {
      const std::string_view line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(line.size() + 1);
      const auto space = line.find(' ');
      std::uint32_t number = 0;
      std::from_chars(line.data() + space + 1, line.data() + line.size(), number);
      const std::string_view what = line.substr(0, space);
      (what == "finished" ? finished : what == "destroying" ? destroying : destroyed).insert(number);
    }
  }
};

struct KilledVault : VaultTest {
  Said said;

  // What the kills may have left of a content that nobody was told of is swept, as a start does.
  void sweep() const {
    for (const ContentId& content : vault->unkept())
      if (!said.finished.contains(number_of(content))) vault->destroy(content);
  }

  void expect_what_was_acknowledged() const {
    for (const std::uint32_t number : said.finished) {
      const auto reader = vault->read(numbered_content(number));
      if (said.destroyed.contains(number)) {
        EXPECT_EQ(reader, nullptr) << number;
      } else if (reader) {
        EXPECT_TRUE(rest_of(*reader) == numbered_bytes(number)) << number;
      } else {
        EXPECT_TRUE(said.destroying.contains(number)) << number;
      }
    }
  }

  // Of contents that read, and of no others.
  void expect_no_chunk_without_a_name() {
    std::set<ContentId> readable;
    for (const std::uint32_t number : said.finished)
      if (vault->read(numbered_content(number))) readable.insert(numbered_content(number));
    close();
    const auto of_rows = VaultRows(vault_directory).owners_of_chunks();
    const auto of_files = owners_of_files(vault_directory);
    EXPECT_GT(of_rows.size(), 0u);
    EXPECT_GT(of_files.size(), 0u);
    std::set<ContentId> owners(of_rows.begin(), of_rows.end());
    owners.insert(of_files.begin(), of_files.end());
    EXPECT_EQ(owners, readable);
    reopen();
  }
};

TEST_F(KilledVault, HasWhatWasFinishedAndNamesTheRestAfterEachOfManyKills) {
  std::mt19937 random(20'260'102);
  std::uint32_t next = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    close();
    KilledProgram writer("kill_vault", {directory.path(), std::to_string(next)});
    said.add(writer.kill_after(std::uniform_int_distribution<std::size_t>(1, 600)(random)));
    // One more may have been begun, or finished without a word.
    next = said.finished.empty() ? next + 2 : std::max(next, *said.finished.rbegin()) + 2;
    reopen();
    sweep();
    expect_what_was_acknowledged();
  }
  EXPECT_GT(said.destroyed.size(), 5u);
  vault->reclaim();
  expect_what_was_acknowledged();
  expect_no_chunk_without_a_name();
}

}  // namespace
}  // namespace vesture::eventstore
