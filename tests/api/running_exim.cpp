#include "tests/api/running_exim.hpp"

#include <fmt/format.h>
#include <grp.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "api/outside/connection.hpp"

namespace vesture::api {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
Key new_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

// A certificate of the host, signed by itself, that was valid since 2020 and will be until 2049. Gives its subject's
// hash.
unsigned long write_certificate(EVP_PKEY* key, const std::string& host, const fs::path& file) {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  ASN1_TIME_set_string(X509_getm_notBefore(certificate.get()), "200101000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(certificate.get()), "490101000000Z");
  X509_set_pubkey(certificate.get(), key);
  auto* name = X509_get_subject_name(certificate.get());
  const auto* common_name = reinterpret_cast<const unsigned char*>(host.c_str());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  auto* names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + host).c_str());
  X509_add_ext(certificate.get(), names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate.get(), key, EVP_sha256());
  const std::unique_ptr<FILE, decltype(&std::fclose)> out(std::fopen(file.c_str(), "w"), std::fclose);
  PEM_write_X509(out.get(), certificate.get());
  return X509_subject_name_hash(certificate.get());
}

constexpr const char* kRules = R"(queue_only
keep_environment =
local_interfaces = 127.0.0.1
primary_hostname = mail.test
tls_advertise_hosts = *
acl_smtp_rcpt = recipient
acl_smtp_data = content
begin acl
recipient:
  deny local_parts = nobody
  defer local_parts = later
  deny !authenticated = *
  accept
content:
  deny condition = ${if match{$recipients}{refused-content}}
  accept
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{vesture}}{eq{$auth3}{secret}}}}
  server_set_id = $auth2
)";

}  // namespace

RunningExim::RunningExim() {
  fs::create_directory(scratch_.path() / "spool");
  make_certificates();
  write_configuration();
  const auto configuration = (scratch_.path() / "exim.conf").string();
  process_.emplace(std::vector<std::string>{"/usr/sbin/exim4", "-bdf", "-C", configuration});
  wait_until_it_listens();
}

void RunningExim::make_certificates() const {
  const Key key = new_key(), other_key = new_key();
  const auto hash = write_certificate(key.get(), "localhost", certificate());
  write_certificate(other_key.get(), "other.test", other_certificate());
  fs::create_directory(certificate_directory());
  fs::copy(certificate(), certificate_directory() / fmt::format("{:08x}.0", hash));
  const auto file = scratch_.path() / "key.pem";
  const std::unique_ptr<FILE, decltype(&std::fclose)> out(std::fopen(file.c_str(), "w"), std::fclose);
  PEM_write_PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

void RunningExim::write_configuration() const {
  const auto directory = scratch_.path().string();
  std::ofstream(directory + "/exim.conf")
      << "exim_user = " << ::getpwuid(::geteuid())->pw_name
      << "\nexim_group = " << ::getgrgid(::getegid())->gr_name << "\nspool_directory = " << directory
      << "/spool\nlog_file_path = " << directory << "/%slog\npid_file_path = " << directory
      << "/pid\ndaemon_smtp_ports = " << port_ << "\ntls_certificate = " << certificate().string()
      << "\ntls_privatekey = " << directory << "/key.pem\n"
      << kRules;
}

void RunningExim::wait_until_it_listens() const {
  for (int tried = 0; tried < 1'000'000; ++tried) {
    try {
      Connection(HostAndPort{"127.0.0.1", port_}, std::chrono::seconds(10));
      return;
    } catch (const std::system_error&) {
      std::this_thread::yield();
    }
  }
  throw std::runtime_error("Exim does not listen: " + log());
}

std::vector<std::string> RunningExim::accepted() const {
  std::vector<std::string> messages;
  const auto queue = scratch_.path() / "spool" / "input";
  if (!fs::exists(queue)) return messages;
  for (const auto& entry : fs::directory_iterator(queue)) {
    auto file = entry.path().string();
    if (!file.ends_with("-H")) continue;
    auto headers = text_of(file);
    file.back() = 'D';
    auto body = text_of(file);
    messages.push_back(headers + "\n" +
                       body.substr(body.find('\n') + 1));  // its first line is the file's name
  }
  return messages;
}

std::string RunningExim::log() const { return text_of(scratch_.path() / "mainlog"); }

std::string decoded_body(const std::string& message) {
  auto encoded = message.substr(message.rfind("\n\n") + 2);
  std::erase_if(encoded, [](char c) { return c == '\n' || c == '\r'; });
  std::string text(encoded.size() / 4 * 3, '\0');
  const auto* input = reinterpret_cast<const unsigned char*>(encoded.data());
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(text.data()), input, static_cast<int>(encoded.size()));
  const auto padding = static_cast<std::size_t>(std::ranges::count(encoded, '='));
  text.resize(text.size() - padding);
  return text;
}

}  // namespace vesture::api
