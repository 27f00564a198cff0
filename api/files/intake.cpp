#include "api/files/intake.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/files/problems.hpp"
#include "api/files/running_digest.hpp"
#include "api/run_on.hpp"

namespace vesture::api {

namespace asio = boost::asio;

namespace {

template <class T>
using Result = std::expected<T, Problem>;

// What the client declared, reckoned along.
class DigestCheck {
 public:
  explicit DigestCheck(const DeclaredDigests& declared) {
    if (declared.sha256)
      checks_.push_back({RunningDigest(RunningDigest::Algorithm::sha256), *declared.sha256});
    if (declared.sha512)
      checks_.push_back({RunningDigest(RunningDigest::Algorithm::sha512), *declared.sha512});
  }

  void write(std::string_view piece) {
    for (auto& check : checks_) check.running.write(piece);
  }
  // Whether they are all as declared.
  bool finish() {
    return std::ranges::all_of(checks_,
                               [](Check& check) { return check.running.finish() == check.declared; });
  }

 private:
  struct Check {
    RunningDigest running;
    std::string declared;
  };
  std::vector<Check> checks_;
};

// One content on its way in. Everything blocks.
class Filling {
 public:
  Filling(eventstore::Vault& vault, Scanner* scanner, domain::ContentId content, const UploadHead& head,
          std::uint64_t most_bytes)
      : vault_(vault),
        scanner_(scanner),
        content_(content),
        head_(head),
        most_(most_bytes),
        check_(head.digests) {}

  Result<void> write(std::string_view piece) {
    size_ += piece.size();
    if (size_ > most_) return std::unexpected(problems::too_large());
    return attempted<void>([&]() -> Result<void> {
      if (!writer_) begin();
      if (scanning_) scanning_->write(piece);
      check_.write(piece);
      writer_->write(piece);
      return {};
    });
  }

  // Everything that may refuse comes before the content is finished and costs the keyring a slot.
  Result<std::unique_ptr<TakenContent>> finish() {
    using Taken = std::unique_ptr<TakenContent>;
    if (!writer_) return std::unexpected(problems::content_empty());
    return attempted<Taken>([&]() -> Result<Taken> {
      if (!check_.finish()) return std::unexpected(problems::content_digest_mismatch());
      if (scanning_ && scanning_->finish().infected) return std::unexpected(problems::malware_found());
      const auto facts = writer_->finish();
      const auto scan = scanning_ ? domain::files::Scan::clean : domain::files::Scan::not_scanned;
      return std::make_unique<TakenContent>(vault_, Upload{head_.name, head_.media_type, content_, facts.size,
                                                           facts.sha256, facts.commitment, scan});
    });
  }

  Result<void> give_up() {
    return attempted<void>([&]() -> Result<void> {
      scanning_.reset();
      writer_.reset();
      return {};
    });
  }

 private:
  void begin() {
    if (scanner_) scanning_ = scanner_->begin({});
    writer_ = vault_.create(content_.uuid.bytes);
  }

  // What the scanner or the disk throws, as the problem that the client is told.
  template <class T, class Work>
  static Result<T> attempted(const Work& work) {
    try {
      return work();
    } catch (const ScannerUnavailable& error) {
      spdlog::error("the malware scanner is away: {}", error.what());
      return std::unexpected(problems::scanner_unavailable());
    } catch (const ScannerSizeLimit&) {
      return std::unexpected(problems::too_large_to_scan());
    } catch (const std::runtime_error& error) {
      spdlog::error("the vault did not take a content: {}", error.what());
      return std::unexpected(problems::store_failed());
    }
  }

  eventstore::Vault& vault_;
  Scanner* const scanner_;
  const domain::ContentId content_;
  const UploadHead& head_;
  const std::uint64_t most_;
  std::uint64_t size_ = 0;
  DigestCheck check_;
  std::unique_ptr<Scanning> scanning_;
  std::unique_ptr<eventstore::VaultWriter> writer_;
};

// Hands each piece to `filling` until the body ends.
asio::awaitable<Result<void>> fill(asio::thread_pool& pool, Filling& filling, IncomingBody& body) {
  Result<std::string> piece;
  const std::function<Result<void>()> write = [&] { return filling.write(*piece); };
  for (;;) {
    piece = co_await body.read();
    if (!piece) co_return std::unexpected(piece.error());
    if (piece->empty()) co_return Result<void>();
    const auto written = co_await run_on(pool, write);
    if (!written) co_return std::unexpected(written.error());
  }
}

}  // namespace

TakenContent::~TakenContent() {
  if (decided_) return;
  try {
    vault_.destroy(upload_.content.uuid.bytes);
  } catch (const std::exception& error) {
    spdlog::error("a content without a commit stays until the server starts again: {}", error.what());
  }
}

void TakenContent::keep() {
  decided_ = true;
  try {
    vault_.keep(upload_.content.uuid.bytes);
  } catch (const std::exception& error) {
    // The commit is durable whatever becomes of the mark.
    spdlog::error("a content stays unmarked until the server starts again: {}", error.what());
  }
}

asio::awaitable<Result<std::unique_ptr<TakenContent>>> Intake::take(domain::ContentId content,
                                                                    IncomingBody& body,
                                                                    const UploadHead& head,
                                                                    std::uint64_t most_bytes) const {
  if (body.declared_size().value_or(0) > most_bytes) co_return std::unexpected(problems::too_large());
  Filling filling(vault_, scanner_, content, head, most_bytes);
  const auto filled = co_await fill(pool_, filling, body);
  Result<std::unique_ptr<TakenContent>> taken = nullptr;
  if (filled) {
    const std::function<Result<std::unique_ptr<TakenContent>>()> finish = [&] { return filling.finish(); };
    taken = co_await run_on(pool_, finish);
  } else {
    taken = std::unexpected(filled.error());
  }
  const std::function<Result<void>()> give_up = [&] { return filling.give_up(); };
  co_await run_on(pool_, give_up);
  co_return taken;
}

asio::awaitable<Result<eventstore::Digest>> read_through(IncomingBody& body) {
  RunningDigest running(RunningDigest::Algorithm::sha256);
  for (;;) {
    const auto piece = co_await body.read();
    if (!piece) co_return std::unexpected(piece.error());
    if (piece->empty()) break;
    running.write(*piece);
  }
  eventstore::Digest digest{};
  std::ranges::copy(running.finish(), digest.begin());
  co_return digest;
}

}  // namespace vesture::api
