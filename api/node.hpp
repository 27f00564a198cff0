// Everything that stands over one data directory: the log, the keyring, the views and what keeps them up,
// opened together and closed in the right order. The server, the demonstration and the tests are built on it.
//
//   <data>/log       the commits        <data>/keyring          the keys of people and accounts, wrapped
//   <data>/views     disposable         <data>/master.key       what wraps them; may be configured to lie elsewhere
//   <data>/vault     contents           <data>/checkpoint.key   what the log is signed with; may lie elsewhere too
//                                       <data>/checkpoint.vkey  what its signatures are checked with
//
// The last checkpoint signed is <data>/log/checkpoint: the head's, once the node has been closed.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "api/backend.hpp"
#include "api/outside/mail_sender.hpp"
#include "api/outside/scanner.hpp"

namespace vesture::api {

// Over a moment of the past: all is opened to be read alone, and nothing in the data directory is changed. It may be a
// copy, without a vault too, or the directory of a running server; its keyring is needed, which knows people.
struct PastOptions {
  PastMoment moment;
  std::filesystem::path views;  // built at that position; what is missing there is built
};

struct NodeOptions {
  std::filesystem::path data;
  std::optional<std::filesystem::path> master_key = {};           // default: <data>/master.key
  std::optional<std::filesystem::path> previous_master_key = {};  // what the keyring may still be wrapped by
  std::optional<std::filesystem::path> checkpoint_key = {};       // default: <data>/checkpoint.key
  std::optional<std::string> log_origin = {};  // of a new checkpoint key; the key's, if given later
  // Where the time and new ids come from: the machine's clock and random numbers where not given.
  std::function<domain::Instant()> now = {};
  std::function<domain::Uuid()> mint = {};
  std::uint64_t most_file_bytes = kMostUploadBytes;
  Scanner* scanner = nullptr;                   // of what is uploaded (MAIL-18); outlives the node
  signatures::Trust::Directories trusted = {};  // whose signatures are valid (MAIL-19)
  projections::ViewStoreOptions views = {};
  MailSender* mail = nullptr;  // no e-mail goes out without; outlives the node
  std::optional<PastOptions> past = {};
  MailRules mail_rules = {};
};

class Node {
 public:
  explicit Node(NodeOptions options);
  ~Node();
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  const Backend& backend() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::api
