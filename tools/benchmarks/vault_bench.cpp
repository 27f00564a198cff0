// How fast the vault takes in and gives back a large content, as a share of what the same bytes cost at the least: OpenSSL's
// AES-256-GCM alone on one core, then a plain file (write and fdatasync, or read from the page cache). Alternating
// rounds, medians; and by how much the process grows in memory meanwhile.
#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "eventstore/posix_file.hpp"
#include "eventstore/vault/chunks.hpp"
#include "eventstore/vault/vault.hpp"

namespace {

using namespace vesture::eventstore;
namespace fs = std::filesystem;

constexpr std::size_t kMebibyte = 1 << 20;

struct Options {
  fs::path directory = fs::temp_directory_path();
  std::uint64_t mebibytes = 1024;
  std::size_t rounds = 5;
  std::uint64_t pieces() const { return mebibytes * kMebibyte / kChunkBytes; }
};

double seconds_of(const auto& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void require(bool done, const char* what) {
  if (done) return;
  fmt::print(stderr, "{} failed\n", what);
  std::exit(1);
}

// One chunk after another through the same buffers, as little as can be done.
class BareAesGcm {
 public:
  explicit BareAesGcm(const std::string& plain) : plain_(plain) {}
  ~BareAesGcm() { EVP_CIPHER_CTX_free(context_); }
  BareAesGcm(const BareAesGcm&) = delete;
  BareAesGcm& operator=(const BareAesGcm&) = delete;

  void seal() {
    begin(1);
    int used = 0;
    require(EVP_CipherUpdate(context_, data(sealed_), &used, data(plain_), size()) == 1 &&
                EVP_CipherFinal_ex(context_, tag_.data(), &used) == 1 &&
                EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_GET_TAG, 16, tag_.data()) == 1,
            "sealing");
  }
  void open() {
    begin(0);
    int used = 0;
    require(EVP_CipherUpdate(context_, data(opened_), &used, data(sealed_), size()) == 1 &&
                EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_SET_TAG, 16, tag_.data()) == 1 &&
                EVP_CipherFinal_ex(context_, tag_.data(), &used) == 1,
            "opening");
  }

 private:
  static unsigned char* data(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
  int size() const { return static_cast<int>(plain_.size()); }
  void begin(int sealing) {
    require(EVP_CipherInit_ex(context_, EVP_aes_256_gcm(), nullptr, key_.data(), nonce_.data(), sealing) == 1,
            "AES-GCM");
  }

  std::string plain_;
  std::string sealed_ = std::string(plain_.size(), '\0');
  std::string opened_ = std::string(plain_.size(), '\0');
  std::array<unsigned char, 32> key_{};
  std::array<unsigned char, 12> nonce_{};
  std::array<unsigned char, 16> tag_{};
  EVP_CIPHER_CTX* context_ = EVP_CIPHER_CTX_new();
};

void write_raw(const fs::path& path, const std::string& piece, std::uint64_t pieces) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  for (std::uint64_t i = 0; i < pieces; ++i) write_at(file, i * piece.size(), piece, path);
  require(::fdatasync(file.get()) == 0, "fdatasync");
}

void read_raw(const fs::path& path, std::string piece, std::uint64_t pieces) {
  const Descriptor file(path, O_RDONLY);
  for (std::uint64_t i = 0; i < pieces; ++i)
    require(::read(file.get(), piece.data(), piece.size()) == static_cast<ssize_t>(piece.size()), "reading");
}

// A line of /proc/self/status, in kibibytes.
std::uint64_t memory(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::stoull(line.substr(name.size() + 1));
  return 0;
}

void forget_peak_of_memory() { std::ofstream("/proc/self/clear_refs") << 5; }

struct Round {
  double seal = 0, read = 0, bare_seal = 0, bare_open = 0, raw_write = 0, raw_read = 0;
  std::uint64_t growth = 0;  // kibibytes
};

Round round_of(Vault& vault, std::uint8_t number, const Options& options, const std::string& piece) {
  Round round;
  const ContentId content{number};
  BareAesGcm bare(piece);
  const fs::path raw = options.directory / "raw";
  const auto times = [&](const auto& work) {
    return seconds_of([&] {
      for (std::uint64_t i = 0; i < options.pieces(); ++i) work();
    });
  };

  round.bare_seal = times([&] { bare.seal(); });
  round.raw_write = seconds_of([&] { write_raw(raw, piece, options.pieces()); });
  round.bare_open = times([&] { bare.open(); });
  round.raw_read = seconds_of([&] { read_raw(raw, piece, options.pieces()); });
  fs::remove(raw);

  const std::uint64_t before = memory("VmRSS:");
  forget_peak_of_memory();
  round.seal = seconds_of([&] {
    const auto writer = vault.create(content);
    for (std::uint64_t i = 0; i < options.pieces(); ++i) writer->write(piece);
    writer->finish();
  });
  round.read = seconds_of([&] {
    const auto reader = vault.read(content);
    std::uint64_t size = 0;
    for (std::string got = reader->read(); !got.empty(); got = reader->read()) size += got.size();
    require(size == options.mebibytes * kMebibyte, "reading back");
  });
  round.growth = memory("VmHWM:") - before;
  vault.destroy(content);
  vault.reclaim();
  return round;
}

double median(const std::vector<Round>& rounds, double Round::*time) {
  std::vector<double> times;
  for (const Round& round : rounds) times.push_back(round.*time);
  std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
  return times[times.size() / 2];
}

void print_line(const char* what, double ours, double cipher, double file) {
  fmt::print("{:<8} {:.2f} s; AES-256-GCM alone {:.2f} s + file {:.2f} s; share {:.2f}\n", what, ours, cipher,
             file, (cipher + file) / ours);
}

void run(const Options& options) {
  const auto keys = Keyring::open(options.directory / "keyring", options.directory / "master.key");
  const auto vault = Vault::open(options.directory / "vault", *keys);
  const std::string piece = random_bytes(kChunkBytes);
  std::vector<Round> rounds;
  for (std::size_t i = 0; i < options.rounds; ++i) {
    rounds.push_back(round_of(*vault, static_cast<std::uint8_t>(i), options, piece));
    const Round& last = rounds.back();
    print_line("sealing", last.seal, last.bare_seal, last.raw_write);
    print_line("reading", last.read, last.bare_open, last.raw_read);
  }
  fmt::print("medians of {} MiB:\n", options.mebibytes);
  print_line("sealing", median(rounds, &Round::seal), median(rounds, &Round::bare_seal),
             median(rounds, &Round::raw_write));
  print_line("reading", median(rounds, &Round::read), median(rounds, &Round::bare_open),
             median(rounds, &Round::raw_read));
  fmt::print("resident memory grew by {} MiB at most\n",
             std::ranges::max(rounds, {}, &Round::growth).growth / 1024);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Measures the vault"};
  Options options;
  app.add_option("--directory", options.directory, "Where the files go")->capture_default_str();
  app.add_option("--mebibytes", options.mebibytes, "Of the content")->capture_default_str();
  app.add_option("--rounds", options.rounds)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.directory /= fmt::format("vesture-bench-vault-{}", ::getpid());
  fs::create_directories(options.directory);
  run(options);
  fs::remove_all(options.directory);
}
