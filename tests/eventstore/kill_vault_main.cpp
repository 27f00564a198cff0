// Writes, finishes, keeps, destroys and reclaims contents in the vault in the directory given, from the number given on,
// until it is killed. What has returned goes to standard output, one a line: "finished 7", "destroyed 4".
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "eventstore/vault/vault.hpp"
#include "tests/eventstore/contents.hpp"

namespace {

using namespace vesture::eventstore;

void say(std::string_view what, std::uint32_t number) {
  const std::string line = fmt::format("{} {}\n", what, number);
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(2);
}

void put(Vault& vault, std::uint32_t number) {
  const auto writer = vault.create(numbered_content(number));
  writer->write(numbered_bytes(number));
  writer->finish();
  say("finished", number);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  const std::filesystem::path directory = argv[1];
  const auto keys = Keyring::open(directory / "keyring", directory / "master.key");
  const auto vault = Vault::open(directory / "vault", *keys);
  const auto first = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
  for (std::uint32_t number = first;; ++number) {
    put(*vault, number);
    if (number % 2 == 0) vault->keep(numbered_content(number));
    if (number % 4 == 3 && number > first) {
      say("destroying", number - 1);
      vault->destroy(numbered_content(number - 1));
      say("destroyed", number - 1);
    }
    if (number % 16 == 15) vault->reclaim();
  }
}
