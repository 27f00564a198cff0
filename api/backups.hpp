// Backups that a running server makes of itself (eventstore/backup): one at a time, on a thread of its own. Who asked for
// one is on record before it begins: it is a look at everything.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "api/backend.hpp"
#include "eventstore/backup/generation.hpp"
#include "eventstore/backup/progress.hpp"

namespace vesture::api {

struct BackupOptions {
  std::optional<std::filesystem::path> directory = {};  // none: no backups are made
  std::optional<std::uint32_t> keep = {};               // so many generations; all where not given
};

enum class BackupState { making, done, failed };
BOOST_DESCRIBE_ENUM(BackupState, making, done, failed)

// One that is being made, or was the last and failed.
struct CurrentBackup {
  std::uint32_t generation = 0;
  domain::Instant begun;
  BackupState state = BackupState::making;
  std::string stage;        // "checkpoint", "log", "vault", "contents", "keyring", "verifying"
  std::uint64_t bytes = 0;  // in that stage
};

// Any thread may call.
class Backups {
 public:
  // Throws std::invalid_argument where the directory of backups and the data lie in each other.
  Backups(const Backend&, std::filesystem::path data, BackupOptions);
  ~Backups();  // stop()
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;

  bool are_configured() const { return options_.directory.has_value(); }

  // The right to begin the next backup: until it is used or goes, nobody else has it.
  class Turn {
   public:
    Turn(Backups& backups, std::uint32_t generation) : backups_(backups), generation_(generation) {}
    ~Turn() { backups_.give_back(*this); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    std::uint32_t generation() const { return generation_; }

   private:
    Backups& backups_;
    const std::uint32_t generation_;
  };
  // Of the next number that is in nobody's answer yet. nullptr where somebody has it, or a backup is being made.
  std::shared_ptr<const Turn> take_turn();
  void make(const Turn&);

  struct Known {
    std::vector<eventstore::Manifest> done;  // the oldest first
    std::optional<CurrentBackup> current;
  };
  Known known() const;

  // Breaks off what is being made, and waits for its end. Nothing may be begun after it.
  void stop();

 private:
  void look();
  std::uint32_t next() const;
  void begin(const Turn&);
  void run(std::uint32_t generation, const std::stop_token&);
  bool tell(const eventstore::BackupProgress&, const std::stop_token&);
  void give_back(const Turn&);

  const Backend& backend_;
  const std::filesystem::path data_;
  const BackupOptions options_;
  mutable std::mutex mutex_;
  Known known_;
  const Turn* taken_ = nullptr;
  std::jthread maker_;
};

// `backups` outlives the routes.
std::vector<Route> backup_routes(Backups& backups);

}  // namespace vesture::api
