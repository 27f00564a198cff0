#include "eventstore/transparency/note.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <charconv>
#include <stdexcept>

#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"

namespace vesture::eventstore {

namespace {

constexpr char kEd25519 = '\x01';  // signed-note's number for it
constexpr std::string_view kBeforeSignature = "\u2014 ";
constexpr std::string_view kBeforePrivateKey = "PRIVATE+KEY+";
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kKeyIdDigits = 8;

namespace utf = boost::locale::utf;

// Whether it is UTF-8 and `takes` is true of each code point.
template <class Takes>
bool is_utf8_of(std::string_view text, Takes takes) {
  for (auto at = text.begin(); at != text.end();) {
    const utf::code_point point = utf::utf_traits<char>::decode(at, text.end());
    if (!utf::is_valid_codepoint(point) || !takes(point)) return false;
  }
  return true;
}

bool is_ascii_control(utf::code_point point) { return point < 0x20 || point == 0x7f; }

bool is_note(std::string_view text) {
  return is_utf8_of(text, [](utf::code_point point) { return point == '\n' || !is_ascii_control(point); });
}

std::uint32_t key_id(std::string_view name, const Ed25519Public& key) {
  const Digest digest = sha256({name, "\n", std::string_view(&kEd25519, 1), as_text(key)});
  return ByteReader(as_text(digest), "key id").big<std::uint32_t>();
}

// Name, id and 32 bytes: what both texts of keys hold.
struct KeyText {
  std::string_view name;
  std::uint32_t id = 0;
  std::string bytes;
};

std::optional<std::uint32_t> parse_id(std::string_view digits) {
  std::uint32_t id = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), id, 16);
  if (error != std::errc() || end != digits.end() || fmt::format("{:08x}", id) != digits) return std::nullopt;
  return id;
}

std::string_view cut(std::string_view& text, char at) {
  const std::string_view before = text.substr(0, text.find(at));
  text.remove_prefix(std::min(before.size() + 1, text.size()));
  return before;
}

std::optional<KeyText> parse_key(std::string_view text) {
  KeyText key;
  key.name = cut(text, '+');
  const auto id = parse_id(cut(text, '+'));
  auto bytes = base64::decode(text);  // base64 has a '+' of its own
  if (!is_key_name(key.name) || !id || !bytes) return std::nullopt;
  if (bytes->size() != 1 + Ed25519Public().size() || bytes->front() != kEd25519) return std::nullopt;
  key.id = *id;
  key.bytes = bytes->substr(1);
  return key;
}

std::string key_text(const NoteVerifier& key, std::string_view bytes) {
  return fmt::format("{}+{:0{}x}+{}", key.name(), key.id(), kKeyIdDigits,
                     base64::encode(std::string(1, kEd25519).append(bytes)));
}

struct SignatureLine {
  std::string_view name;
  std::uint32_t id = 0;
  std::string signature;
};

std::optional<SignatureLine> parse_signature(std::string_view line) {
  if (!line.starts_with(kBeforeSignature)) return std::nullopt;
  line.remove_prefix(kBeforeSignature.size());
  SignatureLine parsed;
  parsed.name = cut(line, ' ');
  const auto bytes = base64::decode(line);
  if (!is_key_name(parsed.name) || !bytes || bytes->size() <= kKeyIdBytes) return std::nullopt;
  parsed.id = ByteReader(*bytes, "signature").big<std::uint32_t>();
  parsed.signature = bytes->substr(kKeyIdBytes);
  return parsed;
}

// Whether the key's own signature is among them.
std::expected<bool, Refusal> is_signed(std::string_view text, std::string_view lines,
                                       const NoteVerifier& key) {
  bool is_signed = false;
  for (std::size_t count = 0; !lines.empty(); ++count) {
    if (count == kMostNoteSignatures) return std::unexpected("the note has too many signatures");
    const auto line = parse_signature(cut(lines, '\n'));
    if (!line) return std::unexpected("a line of the note's signatures is not one");
    if (line->name != key.name() || line->id != key.id()) continue;
    if (!key.verifies(text, line->signature))
      return std::unexpected(fmt::format("the signature of {} does not verify", key.name()));
    is_signed = true;
  }
  return is_signed;
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && is_utf8_of(name, [](utf::code_point point) {
    return !is_ascii_control(point) && point != '+' && !u_isUWhiteSpace(static_cast<UChar32>(point));
  });
}

NoteVerifier::NoteVerifier(std::string name, const Ed25519Public& key)
    : name_(std::move(name)), key_(key), id_(key_id(name_, key)) {}

std::optional<NoteVerifier> NoteVerifier::parse(std::string_view text) {
  const auto parsed = parse_key(text);
  if (!parsed) return std::nullopt;
  Ed25519Public key;
  std::ranges::copy(parsed->bytes, key.begin());
  NoteVerifier verifier(std::string(parsed->name), key);
  if (verifier.id() != parsed->id) return std::nullopt;
  return verifier;
}

std::string NoteVerifier::text() const { return key_text(*this, as_text(key_)); }

bool NoteVerifier::verifies(std::string_view text, std::string_view signature) const {
  return ed25519_verifies(key_, text, as_bytes(signature));
}

NoteSigner::NoteSigner(std::string name, const Secret& seed)
    : seed_(seed), verifier_(std::move(name), ed25519_public(seed)) {}

NoteSigner NoteSigner::generate(const std::string& name) {
  if (!is_key_name(name)) throw std::invalid_argument("no name of a key: " + name);
  return {name, Secret::random()};
}

std::optional<NoteSigner> NoteSigner::parse(std::string_view text) {
  if (!text.starts_with(kBeforePrivateKey)) return std::nullopt;
  const auto parsed = parse_key(text.substr(kBeforePrivateKey.size()));
  if (!parsed) return std::nullopt;
  NoteSigner signer(std::string(parsed->name), Secret(parsed->bytes));
  if (signer.verifier().id() != parsed->id) return std::nullopt;
  return signer;
}

std::string NoteSigner::text() const {
  return std::string(kBeforePrivateKey) + key_text(verifier_, seed_.view());
}

std::string NoteSigner::sign(std::string_view text) const {
  std::string signature;
  append_big(signature, verifier_.id());
  signature.append(as_text(ed25519_sign(seed_, text)));
  return fmt::format("{}\n{}{} {}\n", text, kBeforeSignature, verifier_.name(), base64::encode(signature));
}

std::expected<std::string, Refusal> open_note(std::string_view note, const NoteVerifier& key) {
  if (note.size() > kMostNoteBytes) return std::unexpected("the note is too long");
  if (!is_note(note)) return std::unexpected("the note is not plain UTF-8 text");
  const auto blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n'))
    return std::unexpected("the note has no signatures behind a blank line");
  const std::string_view text = note.substr(0, blank + 1);
  const auto found = is_signed(text, note.substr(blank + 2), key);
  if (!found) return std::unexpected(found.error());
  if (!*found) return std::unexpected(fmt::format("the note is not signed by {}", key.text()));
  return std::string(text);
}

}  // namespace vesture::eventstore
