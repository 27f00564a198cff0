// Writes into the data directory given and backs it up again and again, until it is killed. What has been done goes to
// standard output, one a line: "stage log", "made 7 <chain>".
//
// kill_backup <data> <backups> <number of the first content>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "eventstore/backup/backup_directory.hpp"
#include "tests/eventstore/contents.hpp"

namespace {

using namespace vesture::eventstore;

void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(2);
}

void store(Log& log, Vault& vault, std::uint32_t number) {
  const auto content = numbered_content(number);
  const auto writer = vault.create(content);
  writer->write(numbered_bytes(number));
  writer->finish();
  Append append;
  append.command = "store";
  append.events.push_back({fmt::format("content-{}", number), "Stored", 1, "x"});
  if (!std::holds_alternative<Committed>(log.append_and_wait(std::move(append)))) ::_exit(3);
  vault.keep(content);
}

bool say_stage(const BackupProgress& progress) {
  if (progress.bytes == 0) say(fmt::format("stage {}\n", progress.stage));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 1;
  const std::filesystem::path data = argv[1];
  const auto keys = Keyring::open(data / "keyring", data / "master.key");
  const auto log = Log::open(data / "log");
  const auto vault = Vault::open(data / "vault", *keys);
  for (auto number = static_cast<std::uint32_t>(std::strtoul(argv[3], nullptr, 10));; ++number) {
    store(*log, *vault, number);
    const auto made = BackupDirectory::to_make(argv[2], data)
                          .make(source_of(data, *log, *vault, *keys), {.tell = say_stage});
    say(fmt::format("made {} {}\n", made.generation, made.chain));
  }
}
