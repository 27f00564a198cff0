// vesture-sign, as a person calls it.
#include <gtest/gtest.h>

#include "tests/signatures/other_programs.hpp"

namespace vesture::signing {
namespace {

class SignProgram : public ::testing::Test, protected OtherPrograms {
 protected:
  // A P-256 key is made at once.
  void SetUp() override {
    const auto made = sign("authority demo --key p-256");
    ASSERT_EQ(made.status, 0) << made.output;
    write("vēstule.txt", "Labdien!\n");
  }

  Said sign(const std::string& words) const {
    static const auto program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "../tools/vesture-sign";
    return run(program.string() + " " + words);
  }

  Said verify_by_xmlsec1(const std::string& container) const {
    return run("bsdtar -xf " + container +
               " && xmlsec1 --verify --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties"
               " --trusted-pem demo/root.pem META-INF/signatures0.xml");
  }

  const std::string kByTheSigner =
      " --key-file demo/signer.key --cert demo/signer.pem"
      " --intermediate demo/intermediate.pem";
};

TEST_F(SignProgram, WhatItSignsXmlsec1Accepts) {
  const auto said = sign("vēstule.txt" + kByTheSigner + " --out x.asice");
  EXPECT_EQ(said.status, 0) << said.output;
  EXPECT_EQ(verify_by_xmlsec1("x.asice").status, 0) << verify_by_xmlsec1("x.asice").output;
}

TEST_F(SignProgram, StampsAndCallsGoodWhereTheKeysForItAreGiven) {
  const auto said =
      sign("vēstule.txt" + kByTheSigner +
           " --time-stamp-key demo/time-stamp.key --time-stamp-cert demo/time-stamp.pem"
           " --responder-key demo/responder.key --responder-cert demo/responder.pem --out x.asice");
  ASSERT_EQ(said.status, 0) << said.output;
  EXPECT_EQ(verify_by_xmlsec1("x.asice").status, 0);
  const auto xml = read("META-INF/signatures0.xml");
  EXPECT_TRUE(xml.contains("EncapsulatedTimeStamp"));
  EXPECT_TRUE(xml.contains("EncapsulatedOCSPValue"));
}

TEST_F(SignProgram, KeysAreTheirOwnersAlone) {
  EXPECT_EQ(run("stat -c '%n %a' demo/*.key").output,
            "demo/responder.key 600\ndemo/signer.key 600\ndemo/time-stamp.key 600\n");
  run("chmod 644 demo/signer.key");
  const auto said = sign("vēstule.txt" + kByTheSigner + " --out x.asice");
  EXPECT_EQ(said.status, 1);
  EXPECT_TRUE(said.output.contains("demo/signer.key: others than its owner may read")) << said.output;
}

TEST_F(SignProgram, AnEncryptedKeyWantsItsPassword) {
  write("password", "parole\n");
  write("other", "cita parole\n");
  ASSERT_EQ(
      run("chmod 600 password other && openssl pkcs8 -topk8 -v2 aes256 -in demo/signer.key -out sealed.key"
          " -passout file:password")
          .status,
      0);
  const std::string words =
      "vēstule.txt --key-file sealed.key --cert demo/signer.pem --out x.asice --key-password-file ";
  EXPECT_EQ(sign(words + "other").status, 1);
  EXPECT_EQ(sign(words + "password").status, 0);
}

TEST_F(SignProgram, SaysWhatIsWrong) {
  struct Wrong {
    std::string words;
    std::string says;
  };
  write("nothing.pem", "no certificate");
  for (const auto& [words, says] : std::vector<Wrong>{
           {"vēstule.txt --out x.asice", "--key-file is required"},
           {"vēstule.txt" + kByTheSigner, "--out is required"},
           {"there_is_none.txt" + kByTheSigner + " --out x.asice", "File does not exist: there_is_none.txt"},
           {"vēstule.txt --key-file demo/signer.key --cert nothing.pem --out x.asice",
            "nothing.pem: reading a certificate"},
           {"vēstule.txt --key-file demo/signer.key --cert demo/root.pem --out x.asice",
            "demo/root.pem: the certificate is of another key"},
           {"vēstule.txt" + kByTheSigner + " --out vēstule.txt", "vēstule.txt is there already"},
           {"vēstule.txt demo/../vēstule.txt" + kByTheSigner + " --out x.asice",
            "vēstule.txt: File already exists"},
           {"authority demo", "demo is not empty"}}) {
    const auto said = sign(words);
    EXPECT_NE(said.status, 0) << words;
    EXPECT_TRUE(said.output.contains(says)) << words << '\n' << said.output;
  }
  EXPECT_NE(run("test -e x.asice").status, 0);
}

}  // namespace
}  // namespace vesture::signing
