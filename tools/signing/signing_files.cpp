#include "tools/signing/signing_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "eventstore/posix_file.hpp"

namespace vesture::signing {

namespace {

namespace fs = std::filesystem;
using eventstore::ReadableBy;

std::string read_whole(const fs::path& path) {
  return eventstore::read_all(eventstore::Descriptor(path, O_RDONLY), path);
}

std::string read_secret(const fs::path& path) {
  const eventstore::Descriptor file(path, O_RDONLY);
  eventstore::check_owner_only(file, path);
  return eventstore::read_all(file, path);
}

// What OpenSSL says of PEM names no file.
template <class Work>
auto naming(const fs::path& path, Work work) {
  try {
    return work();
  } catch (const std::runtime_error& trouble) {
    throw std::runtime_error(fmt::format("{}: {}", path.string(), trouble.what()));
  }
}

std::string media_type_of(const fs::path& name) {
  static const std::map<std::string, std::string> kByEnding{
      {".csv", "text/csv"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".html", "text/html"},
      {".jpg", "image/jpeg"},
      {".json", "application/json"},
      {".odt", "application/vnd.oasis.opendocument.text"},
      {".pdf", "application/pdf"},
      {".png", "image/png"},
      {".txt", "text/plain"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".xml", "application/xml"},
  };
  const auto found = kByEnding.find(name.extension().string());
  return found == kByEnding.end() ? "application/octet-stream" : found->second;
}

void write_identity(const fs::path& folder, const std::string& name, const Identity& identity) {
  eventstore::replace_file(folder / (name + ".key"), pem_of(identity.key), ReadableBy::owner);
  eventstore::replace_file(folder / (name + ".pem"), pem_of(identity.certificate), ReadableBy::all);
}

}  // namespace

std::vector<Certificate> read_certificates(const fs::path& pem) {
  const auto text = read_whole(pem);
  return naming(pem, [&] { return certificates_from_pem(text); });
}

Identity read_identity(const fs::path& key, const fs::path& certificate, const fs::path& password_file) {
  std::string password;
  if (!password_file.empty()) password = read_secret(password_file);
  password.resize(std::min(password.find_first_of("\r\n"), password.size()));
  const auto pem = read_secret(key);
  auto own = naming(key, [&] { return key_from_pem(pem, password); });
  auto all = read_certificates(certificate);
  return naming(certificate, [&] { return identity_of(std::move(own), std::move(all.front())); });
}

DataFile read_document(const fs::path& path) {
  return {path.filename().string(), media_type_of(path), read_whole(path)};
}

void write_authority(const fs::path& folder, const TestAuthority& authority, const Subject& signer,
                     KeyKind kind) {
  fs::create_directories(folder);
  if (!fs::is_empty(folder)) throw std::runtime_error(folder.string() + " is not empty");
  const auto root = pem_of(authority.root().certificate);
  for (const fs::path trusted : {"trust/signers", "trust/time-stamps"}) {
    fs::create_directories(folder / trusted);
    eventstore::replace_file(folder / trusted / "root.pem", root, ReadableBy::all);
  }
  eventstore::replace_file(folder / "root.pem", root, ReadableBy::all);
  eventstore::replace_file(folder / "intermediate.pem", pem_of(authority.intermediate().certificate),
                           ReadableBy::all);
  write_identity(folder, "signer", authority.signer(signer, kind));
  write_identity(folder, "time-stamp", authority.time_stamping_unit());
  write_identity(folder, "responder", authority.responder());
}

}  // namespace vesture::signing
