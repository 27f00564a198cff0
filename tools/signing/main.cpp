// vesture-sign: signs files with a key of one's own into an ASiC-E container, and makes an authority to try it with.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>

#include "eventstore/posix_file.hpp"
#include "tools/signing/container.hpp"
#include "tools/signing/ocsp.hpp"
#include "tools/signing/signing_files.hpp"
#include "tools/signing/time_stamp.hpp"

namespace {

using namespace vesture;
using namespace vesture::signing;
namespace fs = std::filesystem;

domain::Instant machine_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

domain::Instant days_after(domain::Instant at, int days) {
  return {at.microseconds + days * std::int64_t{86'400'000'000}};
}

struct KeyFiles {
  fs::path key;
  fs::path certificate;
  bool given() const { return !key.empty(); }
};

struct SignOptions {
  std::vector<fs::path> files;
  KeyFiles signer;
  fs::path password_file;
  fs::path intermediates;
  KeyFiles time_stamp;
  KeyFiles responder;
  DigestMethod digest = DigestMethod::sha256;
  bool pss = false;
  fs::path out;
};

void add_key_files(CLI::App& app, KeyFiles& files, const std::string& key, const std::string& certificate,
                   const std::string& whose) {
  auto* key_file =
      app.add_option(key, files.key, "Private key of " + whose + ", PEM")->check(CLI::ExistingFile);
  auto* certificate_file =
      app.add_option(certificate, files.certificate, "Certificate of it, PEM")->check(CLI::ExistingFile);
  key_file->needs(certificate_file);
  certificate_file->needs(key_file);
}

void add_sign_options(CLI::App& app, SignOptions& options) {
  app.add_option("files", options.files, "What is signed, 1 GiB at most together")->check(CLI::ExistingFile);
  add_key_files(app, options.signer, "--key-file", "--cert", "who signs");
  app.add_option("--key-password-file", options.password_file,
                 "Of an encrypted key; without it the terminal is asked")
      ->check(CLI::ExistingFile);
  auto* intermediates =
      app.add_option("--intermediate", options.intermediates,
                     "Certificates between the signer's and the anchor, the signer's issuer first, PEM")
          ->check(CLI::ExistingFile);
  add_key_files(app, options.time_stamp, "--time-stamp-key", "--time-stamp-cert",
                "a time-stamping unit: stamps here and now, no authority is asked");
  add_key_files(app, options.responder, "--responder-key", "--responder-cert",
                "an OCSP responder: calls the signer's certificate good, nobody is asked");
  app.get_option("--responder-key")->needs(intermediates);
  const std::map<std::string, DigestMethod> digests{
      {"sha256", DigestMethod::sha256}, {"sha384", DigestMethod::sha384}, {"sha512", DigestMethod::sha512}};
  app.add_option("--digest", options.digest, "sha256, sha384 or sha512")
      ->transform(CLI::CheckedTransformer(digests).description(""))
      ->default_str("sha256");
  app.add_flag("--pss", options.pss, "RSASSA-PSS instead of PKCS#1 v1.5, where the key is RSA's");
  app.add_option("--out", options.out, "The container, which must not be there yet: x.asice, x.edoc");
}

SignatureRequest request_of(const SignOptions& options, domain::Instant now) {
  SignatureRequest request{
      read_identity(options.signer.key, options.signer.certificate, options.password_file), now};
  request.digest = options.digest;
  request.padding = options.pss ? RsaPadding::pss : RsaPadding::pkcs1;
  if (!options.intermediates.empty()) request.key_info_chain = read_certificates(options.intermediates);
  if (options.time_stamp.given())
    request.time_stamp = [now, unit = read_identity(options.time_stamp.key, options.time_stamp.certificate)](
                             std::string_view stamped) { return time_stamp_token(unit, stamped, now); };
  if (options.responder.given()) {
    const auto responder = read_identity(options.responder.key, options.responder.certificate);
    request.ocsp_responses = {ocsp_response(
        responder,
        {request.signer.certificate, request.key_info_chain.front(), CertificateStatus::good, now})};
  }
  return request;
}

std::vector<DataFile> documents_of(const SignOptions& options) {
  constexpr std::uintmax_t kMostBytes = std::uintmax_t{1} << 30;
  std::uintmax_t bytes = 0;
  for (const auto& file : options.files) bytes += fs::file_size(file);
  if (bytes > kMostBytes) throw std::runtime_error("the files have more than 1 GiB together");
  std::vector<DataFile> documents;
  for (const auto& file : options.files) documents.push_back(read_document(file));
  return documents;
}

void sign(const SignOptions& options) {
  if (fs::exists(options.out)) throw std::runtime_error(options.out.string() + " is there already");
  const auto container = make_container(documents_of(options), {request_of(options, machine_time())});
  eventstore::replace_file(options.out, container, eventstore::ReadableBy::all);
  fmt::print("{}: {} signed\n", options.out.string(), options.files.size());
}

struct AuthorityOptions {
  fs::path folder;
  Subject signer{"ANNA ZIEMELE", "PNOLV-320102-34567", ""};
  KeyKind key = KeyKind::rsa_3072;
  int days = 3650;
};

CLI::App& add_authority(CLI::App& app, AuthorityOptions& options) {
  auto& command = *app.add_subcommand(
      "authority",
      "Makes a demonstration authority: certificates, and keys of a signer, a time-stamping unit and a "
      "responder");
  command.add_option("folder", options.folder, "Where its files go: not there yet, or empty")->required();
  command.add_option("--name", options.signer.name, "Of the signer")->capture_default_str();
  command.add_option("--code", options.signer.code, "Of the signer")->capture_default_str();
  command.add_option("--organisation", options.signer.organisation, "Of the signer [none]");
  const std::map<std::string, KeyKind> kinds{{"rsa-2048", KeyKind::rsa_2048},
                                             {"rsa-3072", KeyKind::rsa_3072},
                                             {"p-256", KeyKind::p256},
                                             {"p-384", KeyKind::p384}};
  command.add_option("--key", options.key, "Of the signer: rsa-2048, rsa-3072, p-256 or p-384")
      ->transform(CLI::CheckedTransformer(kinds).description(""))
      ->default_str("rsa-3072");
  command.add_option("--days", options.days, "That everything is valid for, from an hour ago on")
      ->check(CLI::Range(1, 36'500))
      ->capture_default_str();
  return command;
}

void make_authority(const AuthorityOptions& options) {
  const auto now = machine_time();
  // An hour of the past, so that clocks that are behind take it too.
  const domain::Instant from{now.microseconds - 3'600'000'000};
  write_authority(options.folder, TestAuthority({from, days_after(now, options.days)}), options.signer,
                  options.key);
  fmt::print("{}: a demonstration authority; nobody has a reason to trust it\n", options.folder.string());
}

// What only signing wants, and the subcommand does not.
void require_sign_options(const CLI::App& app) {
  for (const char* name : {"files", "--key-file", "--out"})
    if (app.get_option(name)->count() == 0) throw CLI::RequiredError(name);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Signs files into an ASiC-E container with a XAdES signature, by a key of one's own"};
  app.footer(
      "Examples:\n"
      "  vesture-sign authority demo\n"
      "  vesture-sign letter.pdf plan.png --key-file demo/signer.key --cert demo/signer.pem\n"
      "      --intermediate demo/intermediate.pem --out letter.asice");
  SignOptions signing;
  AuthorityOptions authority;
  add_sign_options(app, signing);
  const auto& authority_command = add_authority(app, authority);
  app.callback([&] {
    if (!authority_command.parsed()) require_sign_options(app);
  });
  CLI11_PARSE(app, argc, argv);
  try {
    if (authority_command.parsed())
      make_authority(authority);
    else
      sign(signing);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-sign: {}\n", trouble.what());
    return 1;
  }
}
