#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eventstore/base64.hpp"
#include "eventstore/transparency/checkpoint.hpp"

namespace vesture::eventstore {
namespace {

// The keys and the note of Go's golang.org/x/mod/sumdb/note, as its documentation gives them.
constexpr std::string_view kGoSigner =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
constexpr std::string_view kGoVerifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kGoText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kGoNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(GoNote, KeysAndSignaturesAreThoseOfGo) {
  const auto signer = NoteSigner::parse(kGoSigner);
  ASSERT_TRUE(signer);
  EXPECT_EQ(signer->text(), kGoSigner);
  EXPECT_EQ(signer->verifier().text(), kGoVerifier);
  EXPECT_EQ(signer->sign(kGoText), kGoNote);
  EXPECT_EQ(open_note(kGoNote, NoteVerifier::parse(kGoVerifier).value()), std::string(kGoText));
}

TEST(KeyName, HasNoSpaceOfUnicodesNoControlCharacterAndNoPlus) {
  for (const std::string name : {"example.lv/log", "žurnāls", "\u00e9", "\u200b"})
    EXPECT_TRUE(is_key_name(name)) << name;
  for (const std::string name :
       {"", " ", "a b", "a+b", "a\tb", "a\nb", "a\x7f", "a\u0085b", "a\u00a0b", "a\u1680b", "a\u2003b",
        "a\u2028b", "a\u202fb", "a\u205fb", "a\u3000b", "a\xff"})
    EXPECT_FALSE(is_key_name(name)) << name;
}

class Note : public testing::Test {
 protected:
  const NoteSigner signer_ = NoteSigner::generate("example.lv/log");
  const NoteSigner other_ = NoteSigner::generate("witness.example.org");
  const std::string text_ = "line\n\nanother\n";

  // The line that signs, without the text.
  static std::string signature_of(const NoteSigner& signer, const std::string& text) {
    return signer.sign(text).substr(text.size() + 1);
  }
  Refusal refusal_of(const std::string& note) const {
    const auto opened = open_note(note, signer_.verifier());
    return opened ? "" : opened.error();
  }
};

TEST_F(Note, TheTextEndsAtTheLastBlankLine) {
  EXPECT_EQ(open_note(signer_.sign(text_), signer_.verifier()), text_);
}

TEST_F(Note, SignaturesOfOthersArePassedOver) {
  const std::string note = text_ + "\n" + signature_of(other_, text_) + signature_of(signer_, text_);
  EXPECT_EQ(open_note(note, signer_.verifier()), text_);
  EXPECT_EQ(open_note(note, other_.verifier()), text_);
}

TEST_F(Note, ASignatureOfAKnownKeyThatDoesNotVerifyRefusesTheNote) {
  const std::string good = text_ + "\n" + signature_of(signer_, text_);
  const std::string bad = signature_of(signer_, "something else\n");
  EXPECT_NE(refusal_of(good + bad).find("does not verify"), Refusal::npos);
}

TEST_F(Note, ANoteThatOnlyOthersSignedIsRefused) {
  EXPECT_NE(refusal_of(other_.sign(text_)).find("is not signed by"), Refusal::npos);
}

TEST_F(Note, ManySignaturesAreTakenButNotAnyNumber) {
  std::string note = text_ + "\n" + signature_of(signer_, text_);
  for (int i = 0; i < 15; ++i) note += signature_of(other_, text_);
  EXPECT_EQ(refusal_of(note), "");
  for (int i = 0; i < 100; ++i) note += signature_of(other_, text_);
  EXPECT_NE(refusal_of(note), "");
}

TEST_F(Note, WhatIsNoNoteIsRefused) {
  const std::string note = signer_.sign(text_);
  const std::string signature = signature_of(signer_, text_);
  EXPECT_NE(refusal_of(""), "");
  EXPECT_NE(refusal_of(text_), "");
  EXPECT_NE(refusal_of(text_ + signature), "") << "no blank line";
  EXPECT_NE(refusal_of(note.substr(0, note.size() - 1)), "") << "the last line has no end";
  EXPECT_NE(refusal_of(note + "more\n"), "");
  EXPECT_NE(refusal_of(signer_.sign("tab\t\n")), "");
  EXPECT_NE(refusal_of(signer_.sign("\xff\n")), "") << "not UTF-8";
  EXPECT_NE(refusal_of(signer_.sign(std::string(kMostNoteBytes, 'x') + "\n")), "");
}

RC_GTEST_FIXTURE_PROP(Note, AFlippedBitIsRefused, ()) {
  std::string note = signer_.sign(text_);
  const auto at = *rc::gen::inRange<std::size_t>(0, note.size());
  note[at] = static_cast<char>(note[at] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT(refusal_of(note) != "");
}

TEST_F(Note, AKeyWhoseIdIsNotItsOwnIsRefused) {
  std::string verifier(kGoVerifier);
  verifier[verifier.find('+') + 1] = 'd';
  EXPECT_FALSE(NoteVerifier::parse(verifier));
  std::string signer(kGoSigner);
  signer[signer.find("c74f")] = 'd';
  EXPECT_FALSE(NoteSigner::parse(signer));
}

TEST_F(Note, NamesThatWouldBreakTheNoteAreRefused) {
  for (const std::string name : {"", "a b", "a+b", "a\nb", "\xff"})
    EXPECT_THROW(NoteSigner::generate(name), std::invalid_argument) << name;
}

TEST(Base64, IsReadStrictly) {
  EXPECT_EQ(base64::decode("YmFuYW5hcw=="), "bananas");
  EXPECT_EQ(base64::decode(""), "");
  for (const auto* text : {"YmFuYW5hcw", "YmFuYW5hcw=", "YmFuYW5hcx==", " YmFuYW5hcw==", "YmFu\nYW5h",
                           "====", "YmFu!===", "Y-Fu"})
    EXPECT_FALSE(base64::decode(text)) << text;
}

RC_GTEST_PROP(Base64, GivesBackWhatWasEncoded, (const std::string& bytes)) {
  RC_ASSERT(base64::decode(base64::encode(bytes)) == bytes);
}

TEST(CheckpointText, IsRefusedWhereItIsNotExact) {
  const Checkpoint checkpoint{"example.lv/log", {7, empty_root()}, ""};
  const std::string text = checkpoint_text(checkpoint);
  EXPECT_EQ(parse_checkpoint(text), checkpoint);
  const std::string root = text.substr(text.rfind('\n', text.size() - 2) + 1);
  EXPECT_FALSE(parse_checkpoint("example.lv/log\n07\n" + root));
  EXPECT_FALSE(parse_checkpoint("example.lv/log\n+7\n" + root));
  EXPECT_FALSE(parse_checkpoint("example.lv/log\n7\n" + base64::encode("short") + "\n"));
  EXPECT_FALSE(parse_checkpoint(text + "an extension without an end"));
}

TEST(CheckpointText, IsOfTheKeysOrigin) {
  const NoteSigner signer = NoteSigner::generate("example.lv/log");
  const Checkpoint own{"example.lv/log", {0, empty_root()}, ""};
  const Checkpoint foreign{"example.lv/other", {0, empty_root()}, ""};
  EXPECT_EQ(open_checkpoint(signer.sign(checkpoint_text(own)), signer.verifier()), own);
  EXPECT_FALSE(open_checkpoint(signer.sign(checkpoint_text(foreign)), signer.verifier()));
}

}  // namespace
}  // namespace vesture::eventstore
