#include "api/files/intake.hpp"

#include <openssl/obj_mac.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "api/files/problems.hpp"
#include "api/files/running_digest.hpp"
#include "api/run_on.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"

namespace vesture::api {

namespace asio = boost::asio;

namespace {

using TakenPointer = std::unique_ptr<TakenContent>;

// One content on its way in. Everything blocks.
class Filling {
 public:
  Filling(eventstore::Vault& vault, domain::ContentId content, const UploadHead& head,
          const UploadAdmission& admission, std::string_view request_id)
      : vault_(vault), content_(content), head_(head), admission_(admission), request_id_(request_id) {
    if (head.digests.sha512) sha512_.emplace(NID_sha512);
  }

  Result<void> write(std::string_view piece) {
    size_ += piece.size();
    if (size_ > admission_.most_bytes) return std::unexpected(admission_.if_larger);
    return attempted<void>([&]() -> Result<void> {
      if (!writer_) writer_ = vault_.create(content_.uuid.bytes);
      if (sha512_) sha512_->write(piece);
      writer_->write(piece);
      return {};
    });
  }

  Result<TakenPointer> finish() {
    if (!writer_) {
      sha256_ = eventstore::sha256({});
      return std::unexpected(problems::content_empty());
    }
    return attempted<TakenPointer>([&]() -> Result<TakenPointer> {
      const auto facts = writer_->finish();
      sha256_ = facts.sha256;
      auto taken = std::make_unique<TakenContent>(
          vault_, Upload{head_.name, head_.media_type, content_, facts.size, facts.sha256, facts.commitment});
      if (!is_as_declared(facts.sha256)) return std::unexpected(problems::content_digest_mismatch());
      return taken;
    });
  }

  // Of a content that came whole.
  const std::optional<eventstore::Digest>& sha256() const { return sha256_; }

  Result<void> give_up() {
    return attempted<void>([&]() -> Result<void> {
      writer_.reset();
      return {};
    });
  }

 private:
  bool is_as_declared(const eventstore::Digest& sha256) {
    const auto& declared = head_.digests;
    return (!declared.sha256 || *declared.sha256 == eventstore::as_text(sha256)) &&
           (!declared.sha512 || *declared.sha512 == sha512_->finish());
  }

  // What the disk throws, as the problem that the client is told.
  template <class T, class Work>
  Result<T> attempted(const Work& work) const {
    try {
      return work();
    } catch (const std::runtime_error& error) {
      spdlog::error("the vault did not take a content id={}: {}", request_id_, error.what());
      return std::unexpected(problems::store_failed());
    }
  }

  eventstore::Vault& vault_;
  const domain::ContentId content_;
  const UploadHead& head_;
  const UploadAdmission& admission_;
  const std::string_view request_id_;
  std::uint64_t size_ = 0;
  std::optional<eventstore::Digest> sha256_;
  std::optional<RunningDigest> sha512_;
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

asio::awaitable<std::expected<TakenPointer, NotTaken>> Intake::take(domain::ContentId content,
                                                                    const Request& request,
                                                                    const UploadHead& head,
                                                                    const UploadAdmission& admission,
                                                                    bool looked_into) const {
  auto taken = co_await store(content, request, head, admission);
  if (!taken) co_return taken;
  const auto examined = co_await examine(**taken, request, looked_into);
  if (examined) co_return taken;
  NotTaken refused{examined.error(), (*taken)->upload().sha256};
  const std::function<void()> destroy = [&] { taken->reset(); };
  co_await run_on(pool_, destroy);
  co_return std::unexpected(std::move(refused));
}

asio::awaitable<Result<void>> Intake::examine(TakenContent& taken, const Request& request,
                                              bool looked_into) const {
  const auto scan = co_await scans_.scan(vault_, taken.upload().content, request.id);
  if (!scan) co_return std::unexpected(scan.error());
  taken.note_scan(*scan);
  if (!looked_into) co_return Result<void>();
  const std::function<Result<domain::files::Inspection>()> look = [&] {
    return inspected(taken.upload(), request.id);
  };
  auto inspection = co_await run_on(inspection_pool_, look);
  if (!inspection) co_return std::unexpected(inspection.error());
  taken.note_inspection(std::move(*inspection));
  co_return Result<void>();
}

Result<domain::files::Inspection> Intake::inspected(const Upload& upload, std::string_view request_id) const {
  try {
    return inspect_(upload);
  } catch (const std::exception& error) {
    spdlog::error("a content could not be looked into id={}: {}", request_id, error.what());
    return std::unexpected(problems::store_failed());
  }
}

asio::awaitable<std::expected<TakenPointer, NotTaken>> Intake::store(domain::ContentId content,
                                                                     const Request& request,
                                                                     const UploadHead& head,
                                                                     const UploadAdmission& admission) const {
  IncomingBody& body = *request.incoming;
  NotTaken refused{admission.if_larger, std::nullopt};
  if (body.declared_size().value_or(0) > admission.most_bytes) co_return std::unexpected(std::move(refused));
  Filling filling(vault_, content, head, admission, request.id);
  const auto filled = co_await fill(pool_, filling, body);
  Result<TakenPointer> taken = nullptr;
  if (filled) {
    const std::function<Result<TakenPointer>()> finish = [&] { return filling.finish(); };
    taken = co_await run_on(pool_, finish);
  } else {
    taken = std::unexpected(filled.error());
  }
  const std::function<Result<void>()> give_up = [&] { return filling.give_up(); };
  co_await run_on(pool_, give_up);
  if (taken) co_return std::move(*taken);
  refused.problem = std::move(taken.error());
  refused.sha256 = filling.sha256();
  co_return std::unexpected(std::move(refused));
}

asio::awaitable<Result<eventstore::Digest>> Intake::read_through(IncomingBody& body) const {
  RunningDigest running(NID_sha256);
  Result<std::string> piece;
  const std::function<void()> hash = [&] { running.write(*piece); };
  for (;;) {
    piece = co_await body.read();
    if (!piece) co_return std::unexpected(piece.error());
    if (piece->empty()) break;
    co_await run_on(pool_, hash);
  }
  eventstore::Digest digest{};
  std::ranges::copy(running.finish(), digest.begin());
  co_return digest;
}

}  // namespace vesture::api
