#include "api/signatures/container.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "api/files/running_digest.hpp"
#include "api/signatures/legible.hpp"
#include "api/signatures/manifest.hpp"
#include "api/signatures/openssl.hpp"
#include "api/signatures/references.hpp"
#include "api/signatures/signature_check.hpp"
#include "api/signatures/signature_element.hpp"
#include "api/signatures/trust_stores.hpp"
#include "api/signatures/unpacking.hpp"
#include "api/signatures/zip_layout.hpp"

namespace vesture::api::signatures {

namespace {

using domain::signatures::ContainerVerdict;
using domain::signatures::State;

constexpr std::string_view kMimetype = "mimetype";
constexpr std::string_view kMimetypeText = "application/vnd.etsi.asic-e+zip";
constexpr std::string_view kMetaFolder = "META-INF/";
constexpr std::string_view kManifest = "META-INF/manifest.xml";
constexpr std::uint64_t kMimetypeBytes = 256;  // more than any mimetype has
// All files of signatures together, as a multiple of the limit for each.
constexpr std::uint64_t kSignatureFilesTogether = 4;
// Certificates, time stamps and OCSP responses of all signatures together: reading them is what takes OpenSSL's time, and
// they repeat, so that they come in small archives.
constexpr std::uint64_t kMostProofBytes = 2 << 20;
constexpr auto kEndings = std::to_array<std::string_view>({".asice", ".sce", ".edoc", ".bdoc"});
// Where the first entry's content begins, after a local header with the name "mimetype" and no extra field: what file(1)
// looks at.
constexpr std::uint64_t kFirstContent = 38;
constexpr std::string_view kMimetypeStart = "application/vnd.etsi.asic-";

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_data_file(std::string_view name) {
  return name != kMimetype && !name.starts_with(kMetaFolder) && !name.ends_with('/');
}

// ETSI EN 319 162-1, 4.4.3.2: "*signatures*.xml" in META-INF.
bool has_xades(std::string_view name) {
  return name.starts_with(kMetaFolder) && name.ends_with(".xml") &&
         name.substr(kMetaFolder.size()).find("signatures") != std::string_view::npos;
}

// CAdES signatures, time-stamp tokens and evidence records stand beside XAdES in ASiC.
bool has_another_signature(std::string_view name) {
  if (!name.starts_with(kMetaFolder)) return false;
  const bool by_ending = name.ends_with(".p7s") || name.ends_with(".tst") || name.ends_with(".ers");
  return by_ending || name.find("evidencerecord") != std::string_view::npos;
}

bool is_small(const ZipEntry& entry) {
  return entry.name == kMimetype || entry.name == kManifest || has_xades(entry.name);
}

// A file of signatures, each with what reading it found. The document owns what the elements point to.
struct SignatureFile {
  std::string name;
  XmlDocument document;
  std::optional<SignatureDocument> context;
  struct Found {
    std::string id;
    std::optional<SignatureElement> element;
    Findings findings;
  };
  std::vector<Found> signatures;
};

class ContainerCheck {
 public:
  ContainerCheck(const Content& content, const Trust& trust, domain::Instant now, const VerifyLimits& limits)
      : content_(content), trust_(trust), now_(now), limits_(limits) {}

  ContainerVerdict run() {
    if (read_archive()) {
      check_mimetype();
      check_files();
      read_signatures();
      if (proof_bytes_ > kMostProofBytes)
        findings_.add("container.signatures_too_large");
      else if (digest_everything())
        check_signatures();
    }
    verdict_.reasons = findings_.reasons();
    settle_state();
    return std::move(verdict_);
  }

 private:
  bool read_archive() {
    auto entries = read_zip_layout(content_, limits_, findings_);
    if (!entries) return false;
    entries_ = std::move(*entries);
    return check_small_sizes() &&
           unpack(
               content_, entries_, is_small,
               [&](std::size_t i, std::string_view piece) { small_[entries_[i].name] += piece; }, findings_);
  }

  bool check_small_sizes() {
    std::uint64_t together = 0;
    for (const auto& entry : entries_) {
      if (!is_small(entry)) continue;
      together += entry.size;
      const auto most = entry.name == kMimetype ? kMimetypeBytes : limits_.signature_file_bytes;
      if (entry.size > most) findings_.add("container.signatures_too_large", entry.name);
    }
    if (together > kSignatureFilesTogether * limits_.signature_file_bytes)
      findings_.add("container.signatures_too_large");
    return findings_.none();
  }

  void check_mimetype() {
    const auto found = std::ranges::find(entries_, kMimetype, &ZipEntry::name);
    if (found == entries_.end()) return findings_.add("container.mimetype_missing");
    if (found != entries_.begin()) findings_.add("container.mimetype_not_first");
    if (!found->is_stored()) findings_.add("container.mimetype_compressed");
    if (small_.at(std::string(kMimetype)) != kMimetypeText) findings_.add("container.mimetype_other");
  }

  void check_files() {
    for (const auto& entry : entries_) {
      if (is_data_file(entry.name)) contents_.files.push_back(entry.name);
      if (has_another_signature(entry.name)) findings_.add("container.other_signature", entry.name);
    }
    if (contents_.files.empty()) findings_.add("container.no_files");
    const auto manifest = small_.find(kManifest);
    if (manifest == small_.end()) return findings_.add("container.manifest_missing");
    check_manifest(manifest->second, contents_.files, findings_);
  }

  void read_signatures() {
    for (const auto& entry : entries_)
      if (has_xades(entry.name)) read_signature_file(entry.name);
  }

  void read_signature_file(const std::string& name) {
    SignatureFile file;
    file.name = name;
    file.document = parse_xml(small_.at(name), name, findings_);
    if (!file.document) return;
    const auto nodes = signature_nodes(file.document.get());
    if (nodes.empty()) findings_.add("container.signatures_malformed", name);
    signatures_ += nodes.size();
    if (signatures_ > limits_.signatures) return findings_.add("container.too_many_signatures");
    file.context.emplace(IdIndex(file.document.get()), Canonicalizer(small_.at(name).size(), budget_));
    for (auto* node : nodes) {
      SignatureFile::Found found{name + "#" + attribute(node, "Id").value_or(""), std::nullopt, {}};
      found.element = read_signature(node, found.findings);
      if (found.element) note(*found.element);
      file.signatures.push_back(std::move(found));
    }
    files_.push_back(std::move(file));
  }

  void note(const SignatureElement& signature) {
    for (const auto& reference : signature.references) algorithms_.insert(reference.digest.algorithm);
    for (const auto* proofs :
         {&signature.certificates, &signature.other_certificates, &signature.ocsp_responses})
      for (const auto& der : *proofs) proof_bytes_ += der.size();
    for (const auto& stamp : signature.time_stamps) proof_bytes_ += stamp.token.size();
  }

  // One pass over all entries, each through every digest that a signature asks for.
  bool digest_everything() {
    std::map<std::size_t, std::vector<RunningDigest>> running;
    const auto take = [&](std::size_t i, std::string_view piece) {
      auto& digests = running[i];
      if (digests.empty())
        for (const auto* algorithm : algorithms_) digests.emplace_back(algorithm->nid);
      for (auto& digest : digests) digest.write(piece);
    };
    const bool unpacked = unpack(
        content_, entries_, [](const ZipEntry& entry) { return !entry.is_folder(); }, take, findings_);
    if (!unpacked) return false;
    for (auto& [i, digests] : running) keep(entries_[i], digests);
    return true;
  }

  void keep(const ZipEntry& entry, std::vector<RunningDigest>& digests) {
    auto& kept = contents_.digests[entry.name];
    for (auto& digest : digests) kept[digest.nid()] = digest.finish();
    if (!is_data_file(entry.name)) return;
    domain::signatures::SignedFile file{entry.name, entry.size, {}};
    std::ranges::copy(kept.at(NID_sha256), file.sha256.begin());
    verdict_.files.push_back(std::move(file));
  }

  void check_signatures() {
    for (auto& file : files_)
      for (const auto& [id, element, findings] : file.signatures) {
        auto verdict =
            element ? check_signature(*element, *file.context, contents_, trust_.stores(), now_, findings)
                    : verdict_of(findings);
        verdict.id = legible(id);
        verdict_.signatures.push_back(std::move(verdict));
      }
  }

  // Nothing signed and nothing wrong is `none`.
  void settle_state() {
    verdict_.state = verdict_.reasons.empty() ? State::none : domain::signatures::worst_of(verdict_.reasons);
    for (const auto& signature : verdict_.signatures)
      verdict_.state = std::max(verdict_.state, signature.state);
  }

  const Content& content_;
  const Trust& trust_;
  const domain::Instant now_;
  const VerifyLimits& limits_;
  Findings findings_;
  std::vector<ZipEntry> entries_;
  std::map<std::string, std::string, std::less<>> small_;  // mimetype, manifest and files of signatures
  std::deque<SignatureFile> files_;
  CanonicalizationBudget budget_;
  std::size_t signatures_ = 0;
  std::uint64_t proof_bytes_ = 0;
  std::set<const DigestAlgorithm*> algorithms_{digest_algorithm_of_nid(NID_sha256)};
  SignedContents contents_;
  ContainerVerdict verdict_;
};

}  // namespace

bool is_container(std::string_view name, const Content& content) {
  const auto has_ending = [&](std::string_view ending) {
    return name.size() > ending.size() &&
           std::ranges::equal(name.substr(name.size() - ending.size()), ending, {}, lower_case);
  };
  if (std::ranges::any_of(kEndings, has_ending)) return true;
  if (!begins_as_zip(content)) return false;
  if (content.read(kFirstContent, kMimetypeStart.size()) == kMimetypeStart) return true;
  Findings ignored;
  const auto entries = read_zip_layout(content, {}, ignored);
  return entries &&
         std::ranges::any_of(*entries, [](const ZipEntry& entry) { return has_xades(entry.name); });
}

ContainerVerdict verify(const Content& content, const Trust& trust, domain::Instant now,
                        const VerifyLimits& limits) {
  const Quiet quiet;
  return ContainerCheck(content, trust, now, limits).run();
}

}  // namespace vesture::api::signatures
