// verify over tiles: a directory of them, and a server of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <map>
#include <thread>

#include "eventstore/log/format.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/http_tiles.hpp"
#include "replay/verify/interrupted.hpp"
#include "replay/verify/tile_verification.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/audited_log.hpp"

namespace vesture::replay {
namespace {

using eventstore::Checkpoint;
using eventstore::EntryBundle;
using eventstore::Hashes;
using eventstore::kTileWidth;
using eventstore::Tile;

// Leaves as commits have them; a change of `seed` is another history.
std::string leaf_at(std::uint64_t position, int seed = 0) {
  eventstore::Commit commit;
  commit.position = position;
  commit.time = eventstore::kNoon + static_cast<std::int64_t>(position) + seed;
  return eventstore::leaf_bytes(commit);
}

// The files of a log, whole tiles and the parts that a tree of the size has.
class ServedTiles final : public TileSource {
 public:
  ServedTiles() = default;
  explicit ServedTiles(std::uint64_t size) {
    for (std::uint64_t position = 1; position <= size; ++position) leaves_.push_back(leaf_at(position));
    serve();
  }

  // What it serves of the leaves as they are now; parts of before stay.
  void serve() {
    std::vector<Hashes> hashes(1);
    for (const auto& leaf : leaves_) hashes.front().push_back(eventstore::leaf_hash(leaf));
    for (unsigned level = 0; !hashes[level].empty(); ++level) {
      hashes.emplace_back();
      for (std::uint64_t index = 0; index * kTileWidth < hashes[level].size(); ++index)
        if (const auto whole = serve_tile(eventstore::tile_in(level, index, leaves_.size()), hashes[level]))
          hashes[level + 1].push_back(*whole);
    }
    for (std::uint64_t index = 0; index * kTileWidth < leaves_.size(); ++index) serve_bundle(index);
    eventstore::Frontier tree;
    for (const auto& hash : hashes.front()) tree.add(hash);
    checkpoint_ = {"test", {leaves_.size(), tree.root()}, ""};
  }

  std::optional<std::string> get(const std::string& path, std::size_t most) override {
    ++asked[path];
    const auto file = files.find(path);
    if (file == files.end()) return std::nullopt;
    EXPECT_LE(file->second.size(), most);
    return file->second;
  }

  const Checkpoint& checkpoint() const { return checkpoint_; }
  std::vector<std::string>& leaves() { return leaves_; }

  std::map<std::string, std::string> files;
  std::map<std::string, int> asked;

 private:
  std::optional<eventstore::Digest> serve_tile(const Tile& tile, const Hashes& level) {
    const auto begin = level.begin() + static_cast<std::ptrdiff_t>(tile.index * kTileWidth);
    const Hashes hashes(begin, begin + tile.width);
    files[path_of(tile)] = eventstore::tile_bytes(hashes);
    if (tile.width < kTileWidth) return std::nullopt;
    return eventstore::hash_of_tile(hashes);
  }
  void serve_bundle(std::uint64_t index) {
    const auto width =
        static_cast<unsigned>(std::min<std::uint64_t>(kTileWidth, leaves_.size() - index * kTileWidth));
    std::string bundle;
    for (unsigned i = 0; i < width; ++i) eventstore::append_entry(bundle, leaves_[index * kTileWidth + i]);
    files[path_of(EntryBundle{index, width})] = bundle;
  }

  std::vector<std::string> leaves_;
  Checkpoint checkpoint_;
};

TilesVerified verified(ServedTiles& tiles, const std::optional<Checkpoint>& kept = {}, bool whole = false) {
  return verify_tiles(tiles, tiles.checkpoint(), kept, whole, [](std::uint64_t) { return true; });
}

std::string flaw_of(ServedTiles& tiles, const std::optional<Checkpoint>& kept = {}, bool whole = false) {
  try {
    verified(tiles, kept, whole);
  } catch (const Flaw& flaw) {
    return flaw.what();
  }
  return {};
}

void expect_found(const std::string& flaw, const std::string& part) {
  EXPECT_NE(flaw.find(part), std::string::npos) << "\"" << flaw << "\" says nothing of \"" << part << "\"";
}

class VerifyTiles : public testing::TestWithParam<std::uint64_t> {};

TEST_P(VerifyTiles, AUD_04_TilesOfATreeOfAnySizeHold) {
  ServedTiles tiles(GetParam());
  const auto found = verified(tiles);
  EXPECT_EQ(found.from, 0u);
  EXPECT_EQ(found.to, GetParam());
  for (const auto& [path, bytes] : tiles.files)
    EXPECT_TRUE(tiles.asked.contains(path)) << path << " was not read";
}

INSTANTIATE_TEST_SUITE_P(Sizes, VerifyTiles, testing::Values(0, 1, 255, 256, 257, 600, 70'000));

TEST(VerifyTiles, AUD_04_AFlipInAnyByteOfAnyFileIsFound) {
  ServedTiles tiles(260);
  const auto original = tiles.files;
  for (const auto& [path, bytes] : original)
    for (std::size_t at = 0; at < bytes.size(); at += 13) {
      tiles.files[path][at] = static_cast<char>(tiles.files[path][at] ^ 1);
      EXPECT_NE(flaw_of(tiles), "") << path << " offset " << at;
      tiles.files[path] = bytes;
    }
}

TEST(VerifyTiles, AUD_04_EntriesThatAreNotOfTheSignedTreeAreFound) {
  ServedTiles tiles(300);
  const Checkpoint signed_before = tiles.checkpoint();
  tiles.leaves()[299] = leaf_at(300, 1);
  tiles.serve();
  EXPECT_THROW(verify_tiles(tiles, signed_before, {}, false, [](std::uint64_t) { return true; }), Flaw);
}

TEST(VerifyTiles, PositionsWithAGapAndTimesThatGoBackAreFound) {
  ServedTiles tiles(10);
  tiles.leaves()[6] = leaf_at(8);
  tiles.serve();
  expect_found(flaw_of(tiles), "position 7: the entry is of another position");
  tiles.leaves()[6] = leaf_at(7, -100);
  tiles.serve();
  expect_found(flaw_of(tiles), "position 7: its time is before");
  tiles.leaves()[6] = "no leaf";
  tiles.serve();
  expect_found(flaw_of(tiles), "position 7: the entry is not a leaf");
}

TEST(VerifyTiles, AUD_04_WhatTheKeptCheckpointSignedIsNotReadAgain) {
  ServedTiles tiles(1'000);
  const Checkpoint kept = tiles.checkpoint();
  for (std::uint64_t position = 1'001; position <= 1'300; ++position)
    tiles.leaves().push_back(leaf_at(position));
  tiles.serve();
  EXPECT_EQ(verified(tiles, kept).from, 1'000u);
  EXPECT_FALSE(tiles.asked.contains("tile/entries/000"));
  EXPECT_TRUE(tiles.asked.contains("tile/entries/003"));
  EXPECT_EQ(verified(tiles, kept, true).from, 0u);
  EXPECT_TRUE(tiles.asked.contains("tile/entries/000"));
}

TEST(VerifyTiles, AUD_04_AHistoryThatDoesNotExtendTheKeptCheckpointIsFound) {
  ServedTiles tiles(1'000);
  const Checkpoint kept = tiles.checkpoint();
  tiles.leaves()[2] = leaf_at(3, 0) + std::string(32, 'x');
  tiles.leaves().push_back(leaf_at(1'001));
  tiles.serve();
  EXPECT_EQ(flaw_of(tiles), "");
  for (const bool whole : {false, true})
    expect_found(flaw_of(tiles, kept, whole),
                 "position 1000: the root of the tree is not that of the checkpoint kept before");
  ServedTiles shorter(999);
  expect_found(flaw_of(shorter, kept), "the history ends before the checkpoint kept before");
}

TEST(VerifyTiles, APartThatIsGoneIsReadOffTheWhole) {
  ServedTiles tiles(1'000);
  const Checkpoint kept = tiles.checkpoint();
  while (tiles.leaves().size() < 1'100) tiles.leaves().push_back(leaf_at(tiles.leaves().size() + 1));
  tiles.serve();
  std::erase_if(tiles.files, [](const auto& file) { return file.first.find(".p/232") != std::string::npos; });
  EXPECT_EQ(flaw_of(tiles, kept), "");
}

// As where the kept checkpoint came from another source of the same log, which was written at other moments.
TEST(VerifyTiles, APartThatTheSourceNeverHadIsReadOffItsOwn) {
  const Checkpoint kept = ServedTiles(1'000).checkpoint();
  ServedTiles tiles(1'010);
  ASSERT_FALSE(tiles.files.contains("tile/0/003.p/232"));
  EXPECT_EQ(flaw_of(tiles, kept), "");
}

TEST(VerifyTiles, AUD_04_ATimeThatGoesBackAtTheSeamIsFound) {
  for (const std::uint64_t seam : {1'000u, 1'024u}) {
    ServedTiles tiles(seam);
    const Checkpoint kept = tiles.checkpoint();
    tiles.leaves().push_back(leaf_at(seam + 1, -10));
    tiles.serve();
    expect_found(flaw_of(tiles, kept), fmt::format("position {}: its time is before", seam + 1));
  }
}

TEST(VerifyTiles, AUD_04_TheEntryAtTheSeamIsThatOfTheKeptTree) {
  ServedTiles tiles(1'024);
  const Checkpoint kept = tiles.checkpoint();
  tiles.leaves().push_back(leaf_at(1'025, -10));
  tiles.serve();
  auto& bundle = tiles.files["tile/entries/003"];
  bundle.clear();
  for (std::uint64_t position = 769; position <= 1'024; ++position)
    eventstore::append_entry(bundle, leaf_at(position, position == 1'024 ? -20 : 0));
  expect_found(flaw_of(tiles, kept), "position 1024: the entry is not the leaf that the tree has there");
}

TEST(VerifyTiles, ATileThatIsNotThereIsNoVerdict) {
  ServedTiles tiles(300);
  tiles.files.erase("tile/0/000");
  EXPECT_THROW(
      {
        try {
          verified(tiles);
        } catch (const Flaw&) {
          ADD_FAILURE() << "a verdict";
        }
      },
      std::runtime_error);
}

// Serves files over HTTP/1.1, a connection at a time and a request each, until it is destroyed.
class TileServer {
 public:
  // Of each file, it says as many times that it is busy.
  explicit TileServer(ServedTiles& tiles, int busy = 0)
      : tiles_(tiles), busy_(busy), thread_([this] { run(); }) {}
  ~TileServer() {
    ending_ = true;
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket(context).connect(acceptor_.local_endpoint());
  }

  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + "/log/";
  }

 private:
  void run() {
    for (;;) {
      auto socket = acceptor_.accept();
      if (ending_) return;
      boost::asio::streambuf request;
      boost::asio::read_until(socket, request, "\r\n\r\n");
      std::istream in(&request);
      std::string method, target;
      in >> method >> target;
      const auto answer = answer_to(target.substr(std::string_view("/log/").size()));
      boost::system::error_code gone;  // who has read enough
      boost::asio::write(socket, boost::asio::buffer(answer), gone);
    }
  }

  std::string answer_to(const std::string& path) {
    if (asked_[path]++ < busy_) return answer("429 Too Many Requests\r\nRetry-After: 7", "busy");
    const auto file = tiles_.get(path, std::string::npos);
    return file ? answer("200 OK", *file) : answer("404 Not Found", std::string(1 << 20, 'x'));
  }
  static std::string answer(const std::string& status, const std::string& body) {
    return fmt::format("HTTP/1.1 {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{}", status,
                       body.size(), body);
  }

  ServedTiles& tiles_;
  const int busy_;
  std::map<std::string, int> asked_;
  std::atomic<bool> ending_ = false;
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
  std::jthread thread_;
};

TEST(VerifyTiles, AreReadFromAServer) {
  ServedTiles tiles(600);
  const TileServer server(tiles);
  const auto source = open_tiles(server.url());
  EXPECT_EQ(verify_tiles(*source, tiles.checkpoint(), {}, false, [](std::uint64_t) { return true; }).to,
            600u);
  EXPECT_EQ(source->get("nowhere", 100), std::nullopt);
  EXPECT_THROW(source->get("tile/0/000", 100), std::runtime_error);
}

TEST(VerifyTiles, AServerThatIsAskedTooOftenIsAskedAgainWhenItSays) {
  ServedTiles tiles(600);
  const TileServer server(tiles, 2);
  std::vector<std::chrono::seconds> waits;
  const auto source = open_http_tiles(server.url(), [&](std::chrono::seconds time) {
    waits.push_back(time);
    return true;
  });
  EXPECT_TRUE(source->get("tile/0/000", 10'000));
  EXPECT_EQ(waits, std::vector<std::chrono::seconds>(2, std::chrono::seconds(7)));
  const auto impatient = open_http_tiles(server.url(), [](std::chrono::seconds) { return false; });
  EXPECT_THROW(impatient->get("tile/0/001", 10'000), Interrupted);
}

TEST(VerifyTiles, AServerThatIsBusyForGoodIsGivenUp) {
  ServedTiles tiles(1);
  const TileServer server(tiles, 1'000);
  const auto source = open_http_tiles(server.url(), [](std::chrono::seconds) { return true; });
  EXPECT_THROW(source->get("checkpoint", 10'000), std::runtime_error);
}

TEST(VerifyTiles, AreReadFromADirectory) {
  ServedTiles tiles(600);
  const eventstore::ScratchDirectory directory;
  for (const auto& [path, bytes] : tiles.files) {
    std::filesystem::create_directories((directory.path() / path).parent_path());
    std::ofstream(directory.path() / path, std::ios::binary) << bytes;
  }
  const auto source = open_tiles(directory.path());
  EXPECT_EQ(verify_tiles(*source, tiles.checkpoint(), {}, false, [](std::uint64_t) { return true; }).to,
            600u);
  EXPECT_THROW(source->get("tile/0/000", 100), std::runtime_error);
  EXPECT_THROW(open_tiles(directory.path() / "nowhere"), std::runtime_error);
}

}  // namespace
}  // namespace vesture::replay
