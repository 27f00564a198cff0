#include "api/node.hpp"

#include <openssl/rand.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <stdexcept>

#include "api/errands/destruction.hpp"
#include "eventstore/transparency/checkpoint_key.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"

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
  fs::create_directories(options.data);
  fs::permissions(options.data, fs::perms::owner_all);
  if (!options.master_key) options.master_key = options.data / "master.key";
  if (!options.checkpoint_key) options.checkpoint_key = options.data / "checkpoint.key";
  if (!options.now) options.now = clock_time;
  if (!options.mint) options.mint = [now = options.now] { return mint_at(now()); };
  return options;
}

}  // namespace

// Members are opened from top to bottom and closed from bottom to top.
struct Node::Impl {
  explicit Impl(NodeOptions given) : options(completed(std::move(given))) {
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
    try {
      checkpoints.of_head();
    } catch (const std::exception& trouble) {
      spdlog::error("the head is left unsigned: {}", trouble.what());
    }
  }

  NodeOptions options;
  std::unique_ptr<eventstore::Keyring> keyring =
      eventstore::Keyring::open(options.data / "keyring", *options.master_key, options.previous_master_key);
  domain::Cipher cipher = projections::cipher_over(*keyring);
  std::unique_ptr<eventstore::Log> log = eventstore::Log::open(options.data / "log");
  eventstore::CheckpointPublisher checkpoints{
      *log,
      eventstore::open_checkpoint_key({*options.checkpoint_key, options.data / "checkpoint.vkey"},
                                      options.log_origin),
      options.data / "log" / "checkpoint"};
  std::unique_ptr<projections::ViewStore> views =
      projections::ViewStore::open(options.data / "views", options.views);
  projections::Runner runner{*log, *views, projections::all_projections(cipher)};
  std::unique_ptr<eventstore::Vault> vault = eventstore::Vault::open(options.data / "vault", *keyring);
  Numbers numbers;
  Looks looks;
  std::atomic<bool> contents_settled = false;
  Backend backend{*log,
                  *keyring,
                  cipher,
                  *views,
                  runner,
                  options.now,
                  options.mint,
                  numbers,
                  looks,
                  log->head(),
                  *vault,
                  options.scanner,
                  options.most_file_bytes,
                  options.mail,
                  contents_settled,
                  &checkpoints};
};

Node::Node(NodeOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Node::~Node() = default;

const Backend& Node::backend() const { return impl_->backend; }

}  // namespace vesture::api
