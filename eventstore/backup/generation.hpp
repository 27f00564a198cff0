// What a backup directory holds. Log and vault are RocksDB's own backups (database_backups.hpp), large contents are files
// that generations share, of the keyring there is one copy, the newest:
//
//   <backups>/log, vault                       BackupEngine's
//   <backups>/files/<xx>/<content>             as in the vault (vault/content_files.hpp)
//   <backups>/keyring                          keyring_file.hpp
//   <backups>/generations/<n>/manifest.json    what it is a backup of
//                            /contents.sha256  its files of contents, in the order of ids (file_sums.hpp)
//                            /checkpoint       the log's last signed checkpoint, where there was one, and
//                            /checkpoint.vkey  the key that it is verified with
//                            /SHA256SUMS       of these, and of BackupEngine's descriptions of log and vault
//
// A generation is made as generations/<n>.new, and gets its name once it is whole and verified. The master key and the
// key that signs checkpoints are not in it: what opens a backup is kept elsewhere.
#pragma once

#include <boost/describe/class.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

struct Manifest {
  std::uint32_t generation = 0;
  std::string time;              // when it was begun (RFC 3339, UTC)
  Position position = 0;         // of the last commit
  std::string chain;             // the log's hash there, in hexadecimal digits
  std::uint32_t log_backup = 0;  // BackupEngine's numbers
  std::uint32_t vault_backup = 0;
  std::uint64_t log_bytes = 0;  // shared with other generations or not
  std::uint64_t vault_bytes = 0;
  std::uint64_t contents = 0;  // that lie in files
  std::uint64_t content_bytes = 0;
  std::uint64_t keyring_slots = 0;

  bool operator==(const Manifest&) const = default;
};
BOOST_DESCRIBE_STRUCT(Manifest, (),
                      (generation, time, position, chain, log_backup, vault_backup, log_bytes, vault_bytes,
                       contents, content_bytes, keyring_slots))

std::string manifest_text(const Manifest&);

// The parts of a backup directory.
struct BackupPaths {
  std::filesystem::path root;

  std::filesystem::path log() const { return root / "log"; }
  std::filesystem::path vault() const { return root / "vault"; }
  std::filesystem::path files() const { return root / "files"; }
  std::filesystem::path keyring() const { return root / "keyring"; }
  std::filesystem::path generations() const { return root / "generations"; }
  std::filesystem::path generation(std::uint32_t number) const {
    return generations() / std::to_string(number);
  }
  std::filesystem::path unfinished(std::uint32_t number) const {
    return generations() / (std::to_string(number) + ".new");
  }
};

inline constexpr const char* kManifest = "manifest.json";
inline constexpr const char* kContentSums = "contents.sha256";
inline constexpr const char* kSums = "SHA256SUMS";
inline constexpr const char* kCheckpoint = "checkpoint";
inline constexpr const char* kVerifierKey = "checkpoint.vkey";

// Where a generation's directory finds BackupEngine's descriptions of its log and its vault.
std::string log_description(const Manifest&);
std::string vault_description(const Manifest&);

// By its name: one that is being made, or was never finished, has another.
bool is_finished(const std::filesystem::path& generation);
// Every generation that is there, the oldest first. Throws Corruption where a manifest cannot be read.
std::vector<Manifest> generations_in(const BackupPaths&);

}  // namespace vesture::eventstore
