#include "api/files/scans.hpp"

#include <spdlog/spdlog.h>

#include <functional>
#include <string>

#include "api/files/problems.hpp"
#include "api/run_on.hpp"

namespace vesture::api {

namespace asio = boost::asio;

namespace {

using domain::files::Scan;
using Scanned = std::expected<Scan, Problem>;

void pass(eventstore::VaultReader& content, Scanning& scanning) {
  for (auto piece = content.read(); !piece.empty(); piece = content.read()) scanning.write(piece);
}

// `open` gives the content's reader.
template <class Open>
Scanned scanned(Scanner& scanner, const Open& open, const std::stop_token& stop,
                std::string_view request_id) {
  try {
    const auto content = open();
    const auto scanning = scanner.begin(stop);
    pass(*content, *scanning);
    if (scanning->finish().infected) return std::unexpected(problems::malware_found());
    return Scan::clean;
  } catch (const ScannerUnavailable& error) {
    spdlog::error("the malware scanner is away id={}: {}", request_id, error.what());
    return std::unexpected(problems::scanner_unavailable());
  } catch (const ScannerSizeLimit&) {
    return std::unexpected(problems::too_large_to_scan());
  } catch (const std::runtime_error& error) {
    spdlog::error("the vault did not give a content to be scanned id={}: {}", request_id, error.what());
    return std::unexpected(problems::store_failed());
  }
}

}  // namespace

Scans::Scans(Scanner* scanner, ScanRules rules)
    : scanner_(scanner), rules_(rules), turns_(rules.at_once), pool_(rules.at_once) {}

Scans::~Scans() {
  stop();
  pool_.join();
}

void Scans::stop() {
  stop_.request_stop();
  turns_.stop();
}

asio::awaitable<Scanned> Scans::scan(const eventstore::Vault& vault, domain::ContentId content,
                                     std::string_view request_id) {
  if (!scanner_) co_return Scan::not_scanned;
  Turn turn(turns_);
  const bool has_turn = co_await turn.wait(rules_.wait);
  if (!has_turn) co_return std::unexpected(problems::scanner_unavailable());
  const auto open = [&] { return vault.read(content.uuid.bytes); };
  const std::function<Scanned()> work = [&] {
    return scanned(*scanner_, open, stop_.get_token(), request_id);
  };
  co_return co_await run_on(pool_, work);
}

}  // namespace vesture::api
