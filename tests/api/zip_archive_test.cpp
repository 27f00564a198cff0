// ZIP archives as they are streamed, opened by other programs: unzip (Info-ZIP) and bsdtar.
#include "api/files/zip_archive.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "api/files/archive_names.hpp"
#include "tests/api/archive_reader.hpp"

namespace vesture::api {
namespace {

const domain::Instant kModified{1'772'438'400'000'000};

std::string drained(StreamedContent& content) {
  std::string all;
  for (auto piece = content.next(); !piece.empty(); piece = content.next()) all += piece;
  return all;
}

// Gives its bytes a few at a time.
ZipEntry in_pieces(std::string name, std::string bytes, std::size_t piece) {
  const auto size = bytes.size();
  return {std::move(name), size, [bytes = std::move(bytes), piece] {
            return [bytes, piece, at = std::size_t{0}]() mutable {
              auto next = bytes.substr(at, piece);
              at += next.size();
              return next;
            };
          }};
}

TEST(ZipArchive, HasTheSizeThatWasSaidBeforeItsFirstByte) {
  const auto zip = zip_archive(
      {zip_entry("tukšs.txt", ""), in_pieces("b.bin", std::string(700'001, 'x'), 1000)}, kModified);
  const auto said = zip->size;
  EXPECT_EQ(drained(*zip).size(), said);
}

TEST(ZipArchive, OtherProgramsFindEveryEntryWithItsBytes) {
  const std::string large(300'000, '\x81');
  const auto zip = zip_archive(
      {zip_entry("message.json", "{}"), in_pieces("attachments/plāns – ģeo.pdf", large, 777)}, kModified);
  const std::map<std::string, std::string> expected{{"message.json", "{}"},
                                                    {"attachments/plāns – ģeo.pdf", large}};
  const auto bytes = drained(*zip);
  EXPECT_EQ(unpacked_by_unzip(bytes), expected);
  EXPECT_EQ(unpacked_by_bsdtar(bytes), expected);
}

TEST(ZipArchive, HoldsOnePieceInMemoryAtATime) {
  std::size_t opened = 0;
  const auto zip = zip_archive({{"a", 10'000'000,
                                 [&opened] {
                                   ++opened;
                                   return [left = 100]() mutable {
                                     return left-- > 0 ? std::string(100'000, 'a') : std::string();
                                   };
                                 }}},
                               kModified);
  EXPECT_EQ(opened, 0U);  // its size was told without it
  std::size_t longest = 0;
  for (auto piece = zip->next(); !piece.empty(); piece = zip->next())
    longest = std::max(longest, piece.size());
  EXPECT_EQ(opened, 1U);
  EXPECT_LE(longest, 101'000U);
}

TEST(ZipArchive, AnEntryOfAnotherSizeThanItSaidBreaksItOff) {
  for (const std::size_t given : {9U, 11U}) {
    const auto zip =
        zip_archive({{"a", 10,
                      [given] {
                        return [left = std::string(given, 'a')]() mutable { return std::exchange(left, {}); };
                      }}},
                    kModified);
    EXPECT_THROW(drained(*zip), std::runtime_error) << given;
  }
}

TEST(ArchiveNames, AreUniqueWhateverTheCaseOfTheirLetters) {
  EXPECT_EQ(archive_names({"Plāns.pdf", "plāns.pdf", "PLĀNS.PDF", "plāns (2).pdf", "README", "readme"}),
            (std::vector<std::string>{"Plāns.pdf", "plāns (2).pdf", "PLĀNS (3).PDF", "plāns (2) (2).pdf",
                                      "README", "readme (2)"}));
}

TEST(ArchiveNames, AreOnesThatEverySystemTakes) {
  EXPECT_EQ(archive_names({"a:b?.txt", "con.txt", "Nul", "beigas.", "atstarpe ", ".slēpts"}),
            (std::vector<std::string>{"a_b_.txt", "_con.txt", "_Nul", "beigas_", "atstarpe_", ".slēpts"}));
}

TEST(ArchiveNames, StayWithin255BytesAndCutNoCharacter) {
  std::string longest;
  while (longest.size() < 250) longest += "ā";
  longest += ".pdf";
  const auto names = archive_names({longest, longest, longest + "x"});
  for (const auto& name : names) EXPECT_LE(name.size(), 255U);
  EXPECT_EQ(names[0], longest);
  EXPECT_TRUE(names[1].ends_with("ā (2).pdf")) << names[1];
}

}  // namespace
}  // namespace vesture::api
