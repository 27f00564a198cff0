// Opens the vault in the directory given while no file may grow beyond a megabyte (RLIMIT_FSIZE), which fails what does
// not fit and nothing else, then without the limit. Exits with 0 where all is as it should be, else with the step.
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>

#include "eventstore/vault/vault.hpp"
#include "tests/eventstore/contents.hpp"

namespace {

using namespace vesture::eventstore;

constexpr rlim_t kMostBytes = 1'000'000;

void limit_files(rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

void put(Vault& vault, const ContentId& content, const std::string& bytes) {
  const auto writer = vault.create(content);
  writer->write(bytes);
  writer->finish();
}

bool put_fails(Vault& vault, const ContentId& content, const std::string& bytes) {
  try {
    put(vault, content, bytes);
    return false;
  } catch (const std::runtime_error&) {
    return true;
  }
}

bool begins(const Vault& vault, const ContentId& content, const std::string& bytes) {
  const auto reader = vault.read(content);
  return reader && bytes.starts_with(reader->read());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  const std::filesystem::path directory = argv[1];
  ::signal(SIGXFSZ, SIG_IGN);
  const auto keys = Keyring::open(directory / "keyring", directory / "master.key");
  {
    limit_files(kMostBytes);
    const auto vault = Vault::open(directory / "vault", *keys);
    if (!put_fails(*vault, ContentId{2}, noise(8 * kChunkBytes))) return 2;
    if (!begins(*vault, ContentId{1}, noise(2 * kChunkBytes, 1))) return 3;
    limit_files(RLIM_INFINITY);
  }
  const auto vault = Vault::open(directory / "vault", *keys);
  put(*vault, ContentId{3}, "more");
  return begins(*vault, ContentId{3}, "more") ? 0 : 4;
}
