// Archives that show different files to different programs, lead elsewhere or explode: each is refused for its reason, in
// a container that is valid without its fault.
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "tests/signatures/memory_content.hpp"
#include "tests/signatures/raw_zip.hpp"
#include "tests/signatures/verified.hpp"

namespace vesture::signing {
namespace {

using domain::signatures::State;

const ContainerParts& parts() {
  static const auto made = container_parts(some_files(), {signature_by(signer(KeyKind::p256))});
  return made;
}

std::vector<RawEntry> entries() { return raw_entries(parts()); }

std::set<std::string> container_codes(const std::string& archive,
                                      const api::signatures::VerifyLimits& limits = {}) {
  std::set<std::string> codes;
  for (const auto& reason : api::signatures::verify(api::signatures::MemoryContent(archive),
                                                    trust_in_authority(), kSignedAt, limits)
                                .reasons)
    codes.insert(reason.code);
  return codes;
}

using Codes = std::set<std::string>;

TEST(Archive, WithoutAFaultIsValid) {
  const auto verdict = verified(raw_zip(entries()));
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
  ASSERT_EQ(verdict.files.size(), 2U);
  EXPECT_EQ(verdict.files[1].name, some_files()[1].name);
  EXPECT_EQ(verdict.files[1].size, some_files()[1].bytes.size());
}

TEST(Archive, MayHaveACommentDescriptorsAndFolders) {
  auto all = entries();
  all.insert(all.begin() + 1, {"pielikumi/", ""});
  for (auto& entry : all) {
    entry.flags = 1 << 3;
    entry.gap = "PK\7\x8" + little_endian(crc_of(entry.bytes), 4) + little_endian(entry.bytes.size(), 4) +
                little_endian(entry.bytes.size(), 4);
  }
  const auto verdict = verified(raw_zip(all, "mimetype=application/vnd.etsi.asic-e+zip"));
  EXPECT_EQ(verdict.state, State::valid) << reasons_of(verdict);
}

TEST(Archive, TheMimetypeIsThereOnceFirstStoredAndRight) {
  auto missing = entries();
  missing.erase(missing.begin());
  EXPECT_EQ(container_codes(raw_zip(missing)), Codes{"container.mimetype_missing"});
  auto second = entries();
  std::swap(second[0], second[1]);
  EXPECT_EQ(container_codes(raw_zip(second)), Codes{"container.mimetype_not_first"});
  auto compressed = entries();
  compressed[0] = packed("mimetype", compressed[0].bytes);
  EXPECT_EQ(container_codes(raw_zip(compressed)), Codes{"container.mimetype_compressed"});
  auto other = entries();
  other[0].bytes += '\n';
  EXPECT_EQ(container_codes(raw_zip(other)), Codes{"container.mimetype_other"});
  auto twice = entries();
  twice.push_back(twice[0]);
  EXPECT_EQ(container_codes(raw_zip(twice)), Codes{"container.entry_twice"});
}

TEST(Archive, AnEntryThatTheDirectoryDoesNotListIsFound) {
  auto all = entries();
  all.insert(all.begin() + 2, {"other.txt", "hidden"});
  all[2].listed = false;
  EXPECT_EQ(container_codes(raw_zip(all)), Codes{"container.entry_hidden"});
  auto last = entries();
  last.push_back({"other.txt", "hidden"});
  last.back().listed = false;
  EXPECT_EQ(container_codes(raw_zip(last)), Codes{"container.entry_hidden"});
}

TEST(Archive, BytesBetweenEntriesOrBeforeThemAreFound) {
  auto between = entries();
  between[1].gap = "anything";
  EXPECT_EQ(container_codes(raw_zip(between)), Codes{"container.entry_hidden"});
  auto descriptor = entries();
  descriptor[1].flags = 1 << 3;
  descriptor[1].gap = std::string(16, '\0');
  EXPECT_EQ(container_codes(raw_zip(descriptor)), Codes{"container.entry_hidden"});
  auto archive = raw_zip(entries());
  EXPECT_EQ(container_codes("#!/bin/sh\n" + archive), Codes{"container.directory_broken"});
  EXPECT_EQ(container_codes(archive + "behind"), Codes{"container.directory_broken"});
}

TEST(Archive, TwoEntriesOfTheSameBytesAreRefused) {
  auto all = entries();
  all.push_back({"again.txt", ""});
  all.back().offset_in_directory = 0;
  const auto codes = container_codes(raw_zip(all));
  EXPECT_TRUE(codes.contains("container.entry_overlaps") || codes.contains("container.entry_differs"));
}

TEST(Archive, DataThatReachIntoTheNextEntryAreRefused) {
  std::vector<RawEntry> all{{"a", std::string(40, 'a')}, {"b", "b"}};
  auto archive = raw_zip(all);
  // "a" claims one byte more, in both of its headers.
  archive.replace(18, 8, little_endian(41, 4) + little_endian(41, 4));
  const auto directory = archive.find("PK\1\2");
  archive.replace(directory + 20, 8, little_endian(41, 4) + little_endian(41, 4));
  EXPECT_EQ(container_codes(archive), Codes{"container.entry_overlaps"});
}

TEST(Archive, HeadersThatSayDifferentThingsAreRefused) {
  auto renamed = entries();
  renamed[1].name_in_directory = "cits.txt";
  EXPECT_EQ(container_codes(raw_zip(renamed)), Codes{"container.entry_differs"});
  auto resized = entries();
  resized[1].size_in_directory = 3;
  EXPECT_EQ(container_codes(raw_zip(resized)), Codes{"container.entry_differs"});
  auto shown = entries();
  const std::string unicode_path = "\1" + little_endian(0, 4) + "cits.txt";
  shown[1].extra = little_endian(0x7075, 2) + little_endian(unicode_path.size(), 2) + unicode_path;
  EXPECT_EQ(container_codes(raw_zip(shown)), Codes{"container.entry_differs"});
  shown[1].extra_in_directory = std::exchange(shown[1].extra, "");
  EXPECT_EQ(container_codes(raw_zip(shown)), Codes{"container.entry_differs"});
}

TEST(Archive, NamesThatLeadElsewhereAreRefused) {
  const std::string nul("a\0.txt", 6);
  for (const auto& name :
       {std::string("../a.txt"), std::string("a/../../b"), std::string("/etc/passwd"), std::string("C:a.txt"),
        std::string("a\\b.txt"), std::string("a//b"), std::string("."), std::string("a/./b"), std::string(),
        nul, std::string("a\nb"), std::string("\xff.txt"), std::string(2000, 'a')}) {
    auto all = entries();
    all.push_back({name, "content"});
    EXPECT_EQ(container_codes(raw_zip(all)), Codes{"container.entry_path"}) << name;
  }
}

TEST(Archive, AFolderHasNoContent) {
  auto all = entries();
  all.push_back({"folder/", "content"});
  EXPECT_EQ(container_codes(raw_zip(all)), Codes{"container.entry_path"});
}

TEST(Archive, EncryptedEntriesAndOtherCompressionsAreRefused) {
  auto encrypted = entries();
  encrypted[1].flags = 1;
  EXPECT_EQ(container_codes(raw_zip(encrypted)), Codes{"container.entry_encrypted"});
  auto compressed = entries();
  compressed[1].method = 12;
  EXPECT_EQ(container_codes(raw_zip(compressed)), Codes{"container.entry_compression"});
}

TEST(Archive, AChecksumThatDoesNotFitIsDamage) {
  auto all = entries();
  all[1].unpacked = "something else";
  all[1].unpacked->resize(all[1].bytes.size());
  EXPECT_EQ(container_codes(raw_zip(all)), Codes{"container.entry_damaged"});
}

TEST(Archive, LessThanWasPromisedIsDamage) {
  auto all = entries();
  auto entry = packed(all[1].name, all[1].bytes);
  entry.unpacked = all[1].bytes + "x";
  all[1] = entry;
  EXPECT_EQ(container_codes(raw_zip(all)), Codes{"container.entry_damaged"});
}

TEST(Archive, MoreThanWasPromisedIsDamage) {
  auto all = entries();
  auto entry = packed(all[1].name, all[1].bytes + std::string(1000, 'x'));
  entry.unpacked = all[1].bytes;
  all[1] = entry;
  EXPECT_EQ(container_codes(raw_zip(all)), Codes{"container.entry_damaged"});
}

TEST(Archive, ABombIsRefusedByWhatItPromises) {
  auto all = parts();
  all.push_back({"bomb.txt", std::string(20 << 20, '\0')});
  EXPECT_EQ(container_codes(zip(all)), Codes{"container.expands_too_much"});
}

TEST(Archive, LimitsAreOfEntriesOfBytesAndOfSignatures) {
  const auto archive = raw_zip(entries());
  api::signatures::VerifyLimits limits;
  limits.entries = 4;
  EXPECT_EQ(container_codes(archive, limits), Codes{"container.too_many_entries"});
  limits = {};
  limits.unpacked_bytes = 100'000;
  EXPECT_EQ(container_codes(archive, limits), Codes{"container.too_large"});
  limits = {};
  limits.signature_file_bytes = 1'000;
  EXPECT_EQ(container_codes(archive, limits), Codes{"container.signatures_too_large"});
  limits = {};
  limits.signature_file_bytes = parts().back().bytes.size();
  EXPECT_EQ(container_codes(archive, limits), Codes{});
  auto many = entries();
  for (int i = 1; i < 5; ++i)
    many.push_back({"META-INF/signatures" + std::to_string(i) + ".xml", parts().back().bytes});
  EXPECT_EQ(container_codes(raw_zip(many), limits), Codes{"container.signatures_too_large"});
  limits = {};
  limits.signatures = 0;
  EXPECT_EQ(container_codes(archive, limits), Codes{"container.too_many_signatures"});
}

TEST(Archive, Zip64IsRefused) {
  auto all = entries();
  all[1].size_in_directory = 0xffffffff;
  const auto codes = container_codes(raw_zip(all));
  EXPECT_TRUE(codes.contains("container.zip64"));
}

// Bytes that nobody has in memory, and how many of them were asked for.
class Garbage : public api::signatures::Content {
 public:
  explicit Garbage(std::string beginning) : beginning_(std::move(beginning)) {}
  std::uint64_t size() const override { return 100 << 20; }
  std::string read(std::uint64_t offset, std::size_t most) const override {
    if (offset >= size()) return {};
    std::string bytes(std::min<std::uint64_t>(most, size() - offset), 'g');
    for (std::size_t i = 0; i < bytes.size() && offset + i < beginning_.size(); ++i)
      bytes[i] = beginning_[offset + i];
    asked_ += bytes.size();
    return bytes;
  }
  std::uint64_t asked() const { return asked_; }

 private:
  std::string beginning_;
  mutable std::uint64_t asked_ = 0;
};

TEST(Archive, OfAHundredMebibytesOfGarbageOnlyTheEndIsRead) {
  for (const auto* beginning : {"", "PK\3\4"}) {
    const Garbage garbage(beginning);
    const auto verdict = api::signatures::verify(garbage, trust_in_authority(), kSignedAt);
    EXPECT_EQ(verdict.state, State::invalid);
    EXPECT_EQ(reasons_of(verdict), "container.no_archive \n");
    EXPECT_LT(garbage.asked(), 100'000U);
  }
}

TEST(Archive, ManifestAndFilesNameEachOtherOnce) {
  const auto codes_with = [](const auto& change) {
    auto all = parts();
    change(all);
    return container_codes(zip(all));
  };
  const auto manifest_of = [](ContainerParts& all) -> std::string& {
    return std::ranges::find(all, "META-INF/manifest.xml", &Entry::name)->bytes;
  };
  EXPECT_EQ(codes_with([](ContainerParts& all) {
              std::erase_if(all, [](const Entry& entry) { return entry.name == "META-INF/manifest.xml"; });
            }),
            Codes{"container.manifest_missing"});
  EXPECT_EQ(codes_with([](ContainerParts& all) {
              all.push_back({"another.txt", "x"});
            }),
            Codes{"container.file_not_in_manifest"});
  EXPECT_EQ(codes_with([](ContainerParts& all) { all.erase(all.begin() + 1); }),
            Codes{"container.manifest_names_nothing"});
  EXPECT_EQ(codes_with([&](ContainerParts& all) {
              auto& xml = manifest_of(all);
              const auto at = xml.find("<manifest:file-entry", xml.find("gums.txt") - 60);
              const auto end = xml.find('>', at) + 1;
              xml.insert(end, xml.substr(at, end - at));
            }),
            Codes{"container.manifest_twice"});
  EXPECT_EQ(codes_with([&](ContainerParts& all) { manifest_of(all) = "<manifest/>"; }),
            Codes{"container.manifest_malformed"});
  EXPECT_EQ(codes_with([&](ContainerParts& all) { manifest_of(all) = "<manifest"; }), Codes{"xml.malformed"});
}

TEST(Archive, SignaturesOfAnotherKindLeaveTheStateOpen) {
  auto all = parts();
  all.push_back({"META-INF/signature001.p7s", "CMS"});
  const auto verdict = verified(zip(all));
  EXPECT_EQ(verdict.state, State::indeterminate);
  EXPECT_EQ(reasons_of(verdict), "container.other_signature META-INF/signature001.p7s\n");
}

TEST(Archive, WithoutSignaturesItIsNotSigned) {
  auto all = parts();
  std::erase_if(all, [](const Entry& entry) { return entry.name.contains("signatures"); });
  EXPECT_EQ(verified(zip(all)).state, State::none);
}

TEST(Archive, WithoutFilesThereIsNothingToSign) {
  EXPECT_TRUE(container_codes(zip(container_parts({}, {}))).contains("container.no_files"));
}

TEST(Container, IsWhatHoldsItselfOutAsOne) {
  using api::signatures::is_container;
  EXPECT_TRUE(is_container("Līgums.EDOC", api::signatures::MemoryContent("no archive")));
  EXPECT_TRUE(is_container("document.zip", api::signatures::MemoryContent(zip(parts()))));
  auto unnamed = entries();
  unnamed.erase(unnamed.begin());
  EXPECT_TRUE(is_container("document.zip", api::signatures::MemoryContent(raw_zip(unnamed))));
  EXPECT_FALSE(is_container("document.zip", api::signatures::MemoryContent(raw_zip({{"a.txt", "a"}}))));
  EXPECT_FALSE(is_container("edoc", api::signatures::MemoryContent("PK")));
}

}  // namespace
}  // namespace vesture::signing
