// Backs up the data directory given while no file may grow beyond a megabyte (RLIMIT_FSIZE), which fails, then without the
// limit. Exits with 0 where all is as it should be, else with the step.
//
// limited_backup <data> <backups>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>

#include "eventstore/backup/backup_directory.hpp"

namespace {

using namespace vesture::eventstore;

constexpr rlim_t kMostBytes = 1'000'000;

void limit_files(rlim_t bytes) {
  const rlimit limit{bytes, RLIM_INFINITY};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

bool backs_up(const std::filesystem::path& data, const std::filesystem::path& backups) {
  try {
    BackupDirectory::to_make(backups, data).make(StoppedData(data).source(), {});
    return true;
  } catch (const Corruption&) {
    throw;
  } catch (const std::runtime_error&) {
    return false;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 1;
  ::signal(SIGXFSZ, SIG_IGN);
  limit_files(kMostBytes);
  if (backs_up(argv[1], argv[2])) return 2;
  if (BackupDirectory::to_read(argv[2]).generations().size() != 1) return 3;
  limit_files(RLIM_INFINITY);
  return backs_up(argv[1], argv[2]) ? 0 : 4;
}
