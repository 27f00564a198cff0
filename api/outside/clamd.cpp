#include "api/outside/clamd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "api/outside/connection.hpp"

namespace vesture::api {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kPieceBytes = 256 << 10;
constexpr std::size_t kReplyBytes = 1024;

std::array<char, 4> big_endian(std::size_t length) {
  std::array<char, 4> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(length >> (8 * (3 - i)));
  return bytes;
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

class ClamdScanning : public Scanning {
 public:
  ClamdScanning(const SocketAddress& address, const ClamdLimits& limits, std::stop_token stop) try
      : limits_(limits), connection_(address, limits.connect, std::move(stop)) {
    connection_.send("zINSTREAM\0"sv, limits.send);
  } catch (const std::system_error& trouble) {
    throw ScannerUnavailable(fmt::format("clamd at {}: {}", to_string(address), trouble.what()));
  }

  void write(std::string_view piece) override {
    while (!piece.empty()) {
      const auto part = piece.substr(0, kPieceBytes);
      send_part(part);
      piece.remove_prefix(part.size());
    }
  }

  ScanResult finish() override {
    send_part({});
    return result();
  }

 private:
  void send_part(std::string_view part) try {
    const auto length = big_endian(part.size());
    connection_.send({length.data(), length.size()}, limits_.send);
    connection_.send(part, limits_.send);
  } catch (const std::system_error& trouble) {
    const bool gave_up =
        trouble.code() == std::errc::timed_out || trouble.code() == std::errc::operation_canceled;
    if (!gave_up) explain_refusal();
    throw ScannerUnavailable(fmt::format("clamd: {}", trouble.what()));
  }

  // clamd that takes no more may have said why before it closed.
  void explain_refusal() {
    try {
      result();
    } catch (const ScannerUnavailable&) {
      return;  // the failed sending says more
    }
  }

  ScanResult result() {
    const auto result = parse_scan_reply(reply());
    if (result) return *result;
    if (result.error() == ScanReplyFault::size_limit)
      throw ScannerSizeLimit("the content is longer than clamd's StreamMaxLength");
    throw ScannerUnavailable("clamd's answer is no scan's result");
  }

  std::string reply() try {
    std::string text;
    std::array<char, kReplyBytes> bytes{};
    while (text.size() < kReplyBytes) {
      const auto count = connection_.read_some(bytes, limits_.answer);
      if (count == 0) throw ScannerUnavailable("clamd closed without an answer");
      text.append(bytes.data(), count);
      if (const auto end = text.find('\0'); end != std::string::npos) return text.substr(0, end);
    }
    throw ScannerUnavailable("clamd's answer does not end");
  } catch (const std::system_error& trouble) {
    throw ScannerUnavailable(fmt::format("clamd: {}", trouble.what()));
  }

  const ClamdLimits limits_;
  Connection connection_;
};

}  // namespace

std::unique_ptr<Scanning> Clamd::begin(std::stop_token stop) {
  return std::make_unique<ClamdScanning>(address_, limits_, std::move(stop));
}

std::expected<ScanResult, ScanReplyFault> parse_scan_reply(std::string_view reply) {
  constexpr auto kPrefix = "stream: "sv;
  constexpr auto kFound = " FOUND"sv;
  if (reply == "INSTREAM size limit exceeded. ERROR") return std::unexpected(ScanReplyFault::size_limit);
  if (reply == "stream: OK") return ScanResult{};
  if (!reply.starts_with(kPrefix) || !reply.ends_with(kFound) ||
      reply.size() <= kPrefix.size() + kFound.size())
    return std::unexpected(ScanReplyFault::unreadable);
  const auto signature = reply.substr(kPrefix.size(), reply.size() - kPrefix.size() - kFound.size());
  if (!is_printable(signature)) return std::unexpected(ScanReplyFault::unreadable);
  return ScanResult{true, std::string(signature)};
}

}  // namespace vesture::api
