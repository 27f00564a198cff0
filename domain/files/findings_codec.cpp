// What was found in a content as bytes (findings.fbs).
#include <algorithm>

#include "domain/common/codec.hpp"
#include "domain/files/findings_generated.h"
#include "domain/files/inspection.hpp"

namespace vesture::domain::files {

namespace {

using namespace codec;
using signatures::ContainerVerdict;
using signatures::Reason;
using signatures::SignatureVerdict;
using signatures::SignedFile;
using signatures::Signer;
using signatures::State;
using Digest = std::array<std::uint8_t, 32>;

// Tables of `each` of them, as one vector.
template <class Things, class Write>
auto write_all(Builder& b, const Things& things, Write write) {
  std::vector<decltype(write(b, *things.begin()))> written;
  for (const auto& each : things) written.push_back(write(b, each));
  return b.CreateVector(written);
}

auto write_digest(Builder& b, const Digest& digest) { return b.CreateVector(digest.data(), digest.size()); }

Digest read_digest(const flatbuffers::Vector<std::uint8_t>& bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) throw BadPayload("a digest of another size");
  std::ranges::copy(bytes, digest.begin());
  return digest;
}

auto write_invoice(Builder& b, const InvoiceSummary& invoice) {
  const auto number = b.CreateString(invoice.number);
  const auto type_code = b.CreateString(invoice.type_code);
  const auto issued = b.CreateString(invoice.issued);
  const auto due = b.CreateString(invoice.due);
  const auto seller = b.CreateString(invoice.seller);
  const auto buyer = b.CreateString(invoice.buyer);
  const auto currency = b.CreateString(invoice.currency);
  const auto payable = b.CreateString(invoice.payable);
  return fb::CreateInvoiceSummary(b, number, type_code, issued, due, seller, buyer, currency, payable);
}

InvoiceSummary read_invoice(const fb::InvoiceSummary& t) {
  return {t.number()->str(), t.type_code()->str(), t.issued()->str(),   t.due()->str(),
          t.seller()->str(), t.buyer()->str(),     t.currency()->str(), t.payable()->str()};
}

flatbuffers::Offset<fb::Reason> write_reason(Builder& b, const Reason& reason) {
  const auto code = b.CreateString(reason.code);
  return fb::CreateReason(b, code, b.CreateString(reason.subject));
}

std::vector<Reason> read_reasons(const flatbuffers::Vector<flatbuffers::Offset<fb::Reason>>& all) {
  std::vector<Reason> reasons;
  for (const auto* t : all) reasons.push_back({t->code()->str(), t->subject()->str()});
  return reasons;
}

auto write_signer(Builder& b, const Signer& signer) {
  const auto name = b.CreateString(signer.name);
  const auto code = b.CreateString(signer.code);
  const auto organisation = b.CreateString(signer.organisation);
  return fb::CreateSigner(b, name, code, organisation, b.CreateString(signer.issuer));
}

Signer read_signer(const fb::Signer& t) {
  return {t.name()->str(), t.code()->str(), t.organisation()->str(), t.issuer()->str()};
}

std::int64_t moment_or_none(const std::optional<Instant>& at) { return at ? at->microseconds : 0; }

std::optional<Instant> read_moment(bool present, std::int64_t microseconds) {
  return present ? std::optional(Instant{microseconds}) : std::nullopt;
}

flatbuffers::Offset<fb::Signature> write_signature(Builder& b, const SignatureVerdict& signature) {
  const auto id = b.CreateString(signature.id);
  const auto reasons = write_all(b, signature.reasons, write_reason);
  const auto checked = b.CreateVectorOfStrings(signature.checked);
  const auto signer = write_signer(b, signature.signer);
  return fb::CreateSignature(b, id, write_enum<fb::SignatureState>(signature.state), reasons, checked, signer,
                             signature.claimed_at.has_value(), moment_or_none(signature.claimed_at),
                             signature.stamped_at.has_value(), moment_or_none(signature.stamped_at));
}

SignatureVerdict read_signature(const fb::Signature& t) {
  SignatureVerdict signature{t.id()->str(),
                             read_enum<State>(t.state()),
                             read_reasons(*t.reasons()),
                             {},
                             read_signer(*t.signer()),
                             read_moment(t.has_claimed_at(), t.claimed_at()),
                             read_moment(t.has_stamped_at(), t.stamped_at())};
  for (const auto* code : *t.checked()) signature.checked.push_back(code->str());
  return signature;
}

flatbuffers::Offset<fb::SignedFile> write_file(Builder& b, const SignedFile& file) {
  const auto name = b.CreateString(file.name);
  return fb::CreateSignedFile(b, name, file.size, write_digest(b, file.sha256));
}

auto write_container(Builder& b, const ContainerVerdict& container) {
  const auto reasons = write_all(b, container.reasons, write_reason);
  const auto files = write_all(b, container.files, write_file);
  const auto all = write_all(b, container.signatures, write_signature);
  return fb::CreateContainer(b, write_enum<fb::SignatureState>(container.state), reasons, files, all);
}

ContainerVerdict read_container(const fb::Container& t) {
  ContainerVerdict container{read_enum<State>(t.state()), read_reasons(*t.reasons()), {}, {}};
  for (const auto* file : *t.files())
    container.files.push_back({file->name()->str(), file->size(), read_digest(*file->sha256())});
  for (const auto* signature : *t.signatures()) container.signatures.push_back(read_signature(*signature));
  return container;
}

Findings read_findings(const fb::Findings& t) {
  Findings findings{read_digest(*t.sha256()), {t.at()}, {}, {}};
  if (t.invoice()) findings.invoice = read_invoice(*t.invoice());
  if (t.container()) findings.container = read_container(*t.container());
  return findings;
}

}  // namespace

std::string encode(const Findings& findings) {
  Builder b;
  const auto sha256 = write_digest(b, findings.sha256);
  flatbuffers::Offset<fb::InvoiceSummary> invoice;
  if (findings.invoice) invoice = write_invoice(b, *findings.invoice);
  flatbuffers::Offset<fb::Container> container;
  if (findings.container) container = write_container(b, *findings.container);
  b.Finish(fb::CreateFindings(b, sha256, findings.at.microseconds, invoice, container));
  return {reinterpret_cast<const char*>(b.GetBufferPointer()), b.GetSize()};
}

std::optional<Findings> decode_findings(std::string_view bytes) {
  const std::vector<std::uint8_t> aligned(bytes.begin(), bytes.end());
  try {
    return read_findings(verified<fb::Findings>(aligned));
  } catch (const BadPayload&) {
    return std::nullopt;
  }
}

}  // namespace vesture::domain::files
