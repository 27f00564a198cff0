// Containers verified a second on one core, beside OpenSSL verifying one signature by the same key over the same file: as
// the command `openssl dgst -verify`, whose process has to start, and as EVP_DigestVerify in this process, which is the
// least that there is to do. Ours opens the archive, compares its two directories, digests every file, canonicalizes and
// verifies the signature, and builds the chain to the anchor: two more signatures (P-256), and five where there are a
// time stamp and an OCSP response. Alternating rounds, medians.
#include <fcntl.h>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/signatures/container.hpp"
#include "eventstore/crypto.hpp"
#include "eventstore/posix_file.hpp"
#include "tools/benchmarks/shared/command.hpp"
#include "tools/benchmarks/shared/rate.hpp"
#include "tools/signing/container.hpp"
#include "tools/signing/ocsp.hpp"
#include "tools/signing/openssl_object.hpp"
#include "tools/signing/signing_files.hpp"
#include "tools/signing/time_stamp.hpp"

namespace {

using namespace vesture;
namespace fs = std::filesystem;
namespace verifying = api::signatures;

const domain::Instant kNow{1'772'438'400'000'000};  // 2026-03-02
const signing::Validity kValidity{{1'767'225'600'000'000}, {1'893'456'000'000'000}};

struct Options {
  std::size_t rounds = 5;
  double seconds = 1;  // of each measurement
};

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(fmt::format("{} failed", what));
}

class Memory : public verifying::Content {
 public:
  explicit Memory(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::string read(std::uint64_t offset, std::size_t most) const override {
    return offset < bytes_.size() ? bytes_.substr(offset, most) : std::string();
  }

 private:
  std::string bytes_;
};

// One signature over a file by a key, as OpenSSL's command made it: key, file and signature lie in a folder.
class BareSignature {
 public:
  BareSignature(const signing::Key& key, std::string bytes, const fs::path& folder)
      : key_(key), bytes_(std::move(bytes)) {
    fs::create_directories(folder);
    public_key_ = folder / "public.pem";
    signature_file_ = folder / "signature";
    file_ = folder / "file";
    eventstore::replace_file(folder / "private.pem", signing::pem_of(key));
    eventstore::replace_file(file_, bytes_);
    bench::run_quietly({"openssl", "pkey", "-in", folder / "private.pem", "-pubout", "-out", public_key_});
    bench::run_quietly(
        {"openssl", "dgst", "-sha256", "-sign", folder / "private.pem", "-out", signature_file_, file_});
    signature_ = eventstore::read_all(eventstore::Descriptor(signature_file_, O_RDONLY), signature_file_);
  }

  void verify_by_command() const {
    bench::run_quietly(
        {"openssl", "dgst", "-sha256", "-verify", public_key_, "-signature", signature_file_, file_});
  }

  void verify_in_process() const {
    const auto context = signing::owned(EVP_MD_CTX_new(), "EVP_MD_CTX_new");
    const auto signature = signing::octets(std::string_view(signature_));
    const auto bytes = signing::octets(std::string_view(bytes_));
    require(EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(),
                                 bytes.size()) == 1,
            "EVP_DigestVerify");
  }

 private:
  signing::Key key_;
  std::string bytes_;
  fs::path public_key_;
  fs::path signature_file_;
  fs::path file_;
  std::string signature_;
};

struct Case {
  std::string name;
  signing::KeyKind key;
  std::size_t bytes = 0;
  bool with_proofs = false;  // a time stamp and an OCSP response
};

std::string container_of(const signing::TestAuthority& authority, const signing::Identity& signer,
                         const Case& each, const std::string& bytes) {
  signing::SignatureRequest request{signer, kNow};
  request.key_info_chain = {authority.intermediate().certificate};
  if (each.with_proofs) {
    request.time_stamp = [unit = authority.time_stamping_unit()](std::string_view stamped) {
      return time_stamp_token(unit, stamped, kNow);
    };
    const signing::OcspAnswer good{signer.certificate, authority.intermediate().certificate,
                                   signing::CertificateStatus::good, kNow};
    request.ocsp_responses = {ocsp_response(authority.responder(), good)};
  }
  return signing::make_container({{"file.pdf", "application/pdf", bytes}}, {request});
}

double per_second(double seconds, const auto& work) {
  return bench::rate_of(1, seconds, [&](std::size_t) { return [&] { work(); }; }).per_second;
}

double median(std::vector<double> of) {
  std::ranges::sort(of);
  return of[of.size() / 2];
}

void measure(const Case& each, const signing::TestAuthority& authority, const verifying::Trust& trust,
             const fs::path& folder, const Options& options) {
  // As good as a compressed document.
  const auto bytes = eventstore::random_bytes(each.bytes);
  const auto signer = authority.signer(each.key);
  const Memory container(container_of(authority, signer, each, bytes));
  const BareSignature bare(signer.key, bytes, folder);
  std::vector<double> ours, in_process, by_command;
  for (std::size_t round = 0; round < options.rounds; ++round) {
    ours.push_back(per_second(options.seconds, [&] {
      require(verify(container, trust, kNow).state == domain::signatures::State::valid, "verifying");
    }));
    in_process.push_back(per_second(options.seconds, [&] { bare.verify_in_process(); }));
    by_command.push_back(per_second(options.seconds, [&] { bare.verify_by_command(); }));
  }
  fmt::print("{:<40}{:>10.0f}{:>16.0f}{:>8.2f}{:>18.0f}{:>8.2f}\n", each.name, median(ours),
             median(by_command), median(ours) / median(by_command), median(in_process),
             median(ours) / median(in_process));
}

void run(const Options& options, const fs::path& folder) {
  const signing::TestAuthority authority(kValidity);
  signing::write_authority(folder / "authority", authority, {"ANNA ZIEMELE", "", ""}, signing::KeyKind::p256);
  const verifying::Trust trust(
      {folder / "authority/trust/signers", folder / "authority/trust/time-stamps", {}});
  constexpr std::size_t kSmall = 1 << 10;
  constexpr std::size_t kLarge = 10 << 20;
  fmt::print("{:<40}{:>10}{:>16}{:>8}{:>18}{:>8}\n", "verifications a second on one core", "vesture",
             "openssl dgst", "ratio", "EVP_DigestVerify", "ratio");
  for (const auto& [name, key] :
       {std::pair{"RSA-2048", signing::KeyKind::rsa_2048}, std::pair{"RSA-3072", signing::KeyKind::rsa_3072},
        std::pair{"P-256", signing::KeyKind::p256}})
    for (const auto& each : {Case{fmt::format("{}, 1 KiB", name), key, kSmall},
                             Case{fmt::format("{}, 1 KiB, stamped, with OCSP", name), key, kSmall, true},
                             Case{fmt::format("{}, 10 MiB", name), key, kLarge}})
      measure(each, authority, trust, folder / each.name, options);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures the verifying of signed containers"};
  Options options;
  app.add_option("--rounds", options.rounds)->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--seconds", options.seconds, "Of each measurement in a round")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const auto folder = fs::temp_directory_path() / fmt::format("vesture-bench-signatures-{}", ::getpid());
  run(options, folder);
  fs::remove_all(folder);
}
