// What an archive could carry beside what it shows, and work that a small one could ask for.
#include <gtest/gtest.h>

#include "tests/signatures/attack.hpp"
#include "tests/signatures/raw_zip.hpp"
#include "tools/signing/openssl_object.hpp"

namespace vesture::signing {
namespace {

using HiddenContent = Attack;

// Programs that read from the start see an entry behind the end of the packed stream; those that read the directory do not.
TEST_F(HiddenContent, AnEntryInsideThePackedBytesOfAnother) {
  for (const bool has_descriptor : {false, true}) {
    auto entries = raw_entries(parts_);
    auto carrier = packed(parts_[1].name, parts_[1].bytes);
    carrier.flags = has_descriptor ? 8 : 0;
    const auto hidden = raw_zip({{"slepens.txt", "hidden"}});
    const auto descriptor = [&](std::size_t packed_bytes) {
      return "PK\7\10" + little_endian(crc_of(parts_[1].bytes), 4) + little_endian(packed_bytes, 4) +
             little_endian(parts_[1].bytes.size(), 4);
    };
    if (has_descriptor) carrier.bytes += descriptor(carrier.bytes.size());
    carrier.bytes += hidden.substr(0, hidden.find("PK\1\2"));
    if (has_descriptor) carrier.gap = descriptor(carrier.bytes.size());
    entries[1] = carrier;
    EXPECT_INVALID_FOR("container.entry_damaged līgums.txt", verified(raw_zip(entries)));
  }
}

TEST_F(HiddenContent, BytesInAFolder) {
  auto entries = raw_entries(parts_);
  auto folder = packed("mape/", "");
  entries.push_back(folder);
  EXPECT_EQ(verified(raw_zip(entries)).state, domain::signatures::State::valid);
  entries.back().bytes += "hidden";
  EXPECT_INVALID_FOR("container.entry_path mape/", verified(raw_zip(entries)));
}

TEST_F(HiddenContent, AFileByTheEscapedFormOfItsName) {
  auto parts = parts_;
  parts[1].name = "l%C4%ABgums.txt";
  parts[3].bytes = replaced(parts[3].bytes, "līgums.txt", parts[1].name);
  EXPECT_INVALID_FOR("signature.file_uncovered l%C4%ABgums.txt", verified(zip(parts)));
}

TEST_F(HiddenContent, ANameWithAPercentSignIsFound) {
  for (const char* name : {"100%.txt", "100%25.txt", "a b+c.txt"}) {
    const auto verdict = verified(make_container({{name, "text/plain", "x"}}, {signature_by(anna_)}));
    EXPECT_EQ(verdict.state, domain::signatures::State::valid) << name << reasons_of(verdict);
  }
}

// Each of them is read, and takes longer than anything else that there is to do.
TEST_F(HiddenContent, ThousandsOfCertificates) {
  const OcspAnswer good{anna_.certificate, authority().intermediate().certificate, CertificateStatus::good,
                        kSignedAt};
  auto der = ocsp_response(authority().responder(), good);
  const auto* at = octets(std::string_view(der)).data();
  const auto response =
      owned(d2i_OCSP_RESPONSE(nullptr, &at, static_cast<long>(der.size())), "an OCSP response");
  const auto basic = owned(OCSP_response_get1_basic(response.get()), "an OCSP response");
  for (int i = 0; i < 3'000; ++i) OCSP_basic_add1_cert(basic.get(), anna_.certificate.get());
  const auto crowded =
      owned(OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()), "an OCSP response");
  auto request = signature_by(anna_);
  request.ocsp_responses = {der_of<OCSP_RESPONSE>(crowded.get(), i2d_OCSP_RESPONSE)};
  ASSERT_GT(request.ocsp_responses[0].size(), 1'000'000U);
  EXPECT_INVALID_FOR("container.signatures_too_large",
                     verified(make_container(some_files(), {request, request, request})));
}

}  // namespace
}  // namespace vesture::signing
