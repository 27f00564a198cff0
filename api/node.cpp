#include "api/node.hpp"

#include <openssl/rand.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <stdexcept>

#include "api/errands/destruction.hpp"
#include "domain/files/content.hpp"
#include "eventstore/transparency/checkpoint_key.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/contents_over.hpp"

namespace vesture::api {

namespace {

namespace fs = std::filesystem;

domain::Instant clock_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
}

domain::Uuid mint_at(domain::Instant now) {
  std::array<std::uint8_t, 10> random{};
  if (RAND_bytes(random.data(), random.size()) != 1) throw std::runtime_error("no random numbers");
  return domain::uuid_v7(now.microseconds / 1000, random);
}

NodeOptions completed(NodeOptions options) {
  if (!options.past) {
    fs::create_directories(options.data);
    fs::permissions(options.data, fs::perms::owner_all);
  }
  if (!options.master_key) options.master_key = options.data / "master.key";
  if (!options.checkpoint_key) options.checkpoint_key = options.data / "checkpoint.key";
  if (!options.now) options.now = clock_time;
  if (!options.mint) options.mint = [now = options.now] { return mint_at(now()); };
  return options;
}

std::unique_ptr<eventstore::Keyring> open_keyring(const NodeOptions& options) {
  const auto ring = options.data / "keyring";
  return options.past ? eventstore::Keyring::open_to_read(ring, *options.master_key)
                      : eventstore::Keyring::open(ring, *options.master_key, options.previous_master_key);
}

std::unique_ptr<eventstore::Log> open_log(const NodeOptions& options) {
  const auto directory = options.data / "log";
  return options.past ? eventstore::Log::open_to_read(directory, options.past->moment.position)
                      : eventstore::Log::open(directory);
}

// Contents that were destroyed later, or are to be, stay destroyed: also where the keyring is older than that, and where
// the server of the directory goes on. So the log is opened anew each time.
bool is_gone_since(const fs::path& log, const domain::Cipher& cipher, const eventstore::ContentId& content) {
  using namespace domain::files;
  const auto whole = eventstore::Log::open_to_read(log);
  Unit unit(*whole, cipher, clock_time());
  const auto& state = unit.load<Content>(domain::ContentId{{content}});
  return std::holds_alternative<CondemnedContent>(state) || std::holds_alternative<DestroyedContent>(state);
}

std::unique_ptr<eventstore::Vault> open_vault(const NodeOptions& options, eventstore::Keyring& keyring,
                                              const domain::Cipher& cipher) {
  const auto directory = options.data / "vault";
  if (!options.past) return eventstore::Vault::open(directory, keyring);
  return eventstore::Vault::open_to_read(
      directory, keyring, [log = options.data / "log", &cipher](const eventstore::ContentId& content) {
        return is_gone_since(log, cipher, content);
      });
}

// Nothing is signed of the past.
std::unique_ptr<eventstore::CheckpointPublisher> open_checkpoints(const NodeOptions& options,
                                                                  const eventstore::Log& log) {
  if (options.past) return nullptr;
  const auto last_signed = options.data / "log" / "checkpoint";
  auto signer = eventstore::open_checkpoint_key(*options.checkpoint_key, last_signed, options.log_origin);
  auto checkpoints = std::make_unique<eventstore::CheckpointPublisher>(log, std::move(signer), last_signed);
  // Once it is known to be the key of what was signed before.
  eventstore::hand_out(checkpoints->verifier(), options.data / "checkpoint.vkey");
  return checkpoints;
}

std::function<domain::Instant()> shown_time(const NodeOptions& options) {
  if (!options.past) return options.now;
  return [time = options.past->moment.time] { return time; };
}

}  // namespace

// Members are opened from top to bottom and closed from bottom to top.
struct Node::Impl {
  explicit Impl(NodeOptions given) : options(completed(std::move(given))) {
    if (options.past) return;
    // Cursors are sealed under the key of the nil id: made here, not in the middle of a request.
    using enum eventstore::Keyring::KeyState;
    if (log->head() != 0 && keyring->state(eventstore::Id16{}) == none)
      throw std::runtime_error(
          "the log has commits, but the keyring is new: put the keyring back that belongs to it");
    keyring->ensure(eventstore::Id16{});
    sweep_uploads(backend);
  }

  // So that every copy of the directory has a checkpoint of all that is in it.
  ~Impl() {
    if (!checkpoints) return;
    try {
      checkpoints->of_head();
    } catch (const std::exception& trouble) {
      spdlog::error("the head is left unsigned: {}", trouble.what());
    }
  }

  NodeOptions options;
  std::unique_ptr<eventstore::Keyring> keyring = open_keyring(options);
  domain::Cipher cipher = projections::cipher_over(*keyring);
  std::unique_ptr<eventstore::Log> log = open_log(options);
  std::unique_ptr<eventstore::CheckpointPublisher> checkpoints = open_checkpoints(options, *log);
  std::unique_ptr<projections::ViewStore> views = projections::ViewStore::open(
      options.past ? options.past->views : options.data / "views", options.views);
  std::unique_ptr<eventstore::Vault> vault = open_vault(options, *keyring, cipher);
  projections::Runner runner{*log, *views,
                             projections::all_projections(cipher, projections::contents_over(*vault))};
  eventstore::FoldedStates folded;
  Numbers numbers;
  Looks looks;
  // Of the past nothing is settled: what was destroyed since is known to the vault.
  std::atomic<bool> contents_settled = options.past.has_value();
  signatures::Trust trust{options.trusted};
  Backend backend{*log,
                  *keyring,
                  cipher,
                  *views,
                  runner,
                  shown_time(options),
                  options.mint,
                  folded,
                  numbers,
                  looks,
                  log->head(),
                  *vault,
                  options.scanner,
                  trust,
                  options.most_file_bytes,
                  options.mail,
                  contents_settled,
                  checkpoints.get(),
                  options.now,
                  options.past ? std::optional(options.past->moment) : std::nullopt,
                  options.mail_rules};
};

Node::Node(NodeOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Node::~Node() = default;

const Backend& Node::backend() const { return impl_->backend; }

}  // namespace vesture::api
