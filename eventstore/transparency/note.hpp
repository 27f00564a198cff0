// Signed notes (C2SP signed-note, Ed25519 keys): a text that lines of signatures follow.
//
//   note     := text, "\n", signature+            text ends in "\n"
//   signature:= "— ", key name, " ", base64(key id[4] signature[64]), "\n"
//   key id   := the first 4 bytes of SHA-256(key name, "\n", 0x01, public key[32])
//   verifier := key name, "+", key id in hexadecimal[8], "+", base64(0x01 public key[32])
//   signer   := "PRIVATE+KEY+", key name, "+", key id in hexadecimal[8], "+", base64(0x01 seed[32])
//
// The key texts are those of Go's golang.org/x/mod/sumdb/note, which auditors' tools take.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/ed25519.hpp"

namespace vesture::eventstore {

inline constexpr std::size_t kMostNoteBytes = 1'000'000;
inline constexpr std::size_t kMostNoteSignatures = 100;

// Why what was given is refused, in plain words.
using Refusal = std::string;

// A name that a key may have: UTF-8, not empty, no space of Unicode's, no control character, no '+'.
bool is_key_name(std::string_view name);

// What a note is checked with. It is handed out.
class NoteVerifier {
 public:
  // The name is_key_name().
  NoteVerifier(std::string name, const Ed25519Public& key);
  static std::optional<NoteVerifier> parse(std::string_view text);

  const std::string& name() const { return name_; }
  std::uint32_t id() const { return id_; }
  std::string text() const;
  bool verifies(std::string_view text, std::string_view signature) const;

 private:
  std::string name_;
  Ed25519Public key_;
  std::uint32_t id_;
};

// What a note is signed with. It is a secret.
class NoteSigner {
 public:
  static NoteSigner generate(const std::string& name);
  static std::optional<NoteSigner> parse(std::string_view text);

  const NoteVerifier& verifier() const { return verifier_; }
  std::string text() const;
  // The text, which ends in a line end, with this signature alone.
  std::string sign(std::string_view text) const;

 private:
  NoteSigner(std::string name, const Secret& seed);

  Secret seed_;
  NoteVerifier verifier_;
};

// The text of a note that this key signed. Signatures of other keys are passed over; one of this key's that does not
// verify refuses the note.
std::expected<std::string, Refusal> open_note(std::string_view note, const NoteVerifier&);

}  // namespace vesture::eventstore
