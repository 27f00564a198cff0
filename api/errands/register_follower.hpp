// Follows what changes in the register (ACC-08, ACC-09): asks once a minute by the clock for what came after the last
// change that the log says was taken. Each is taken in order and exactly once, whatever is repeated, reordered or cut
// off: the one that is missing is asked for again, after growing pauses where the register fails.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <stop_token>
#include <thread>

#include "api/backend.hpp"
#include "api/errands/growing_pause.hpp"
#include "api/http/metrics.hpp"
#include "api/outside/register.hpp"

namespace vesture::api {

class RegisterFollower {
 public:
  static constexpr std::int64_t kBetween = 60LL * 1'000'000;  // microseconds

  // All outlive the follower; the metrics ask it as long as they are.
  RegisterFollower(const Backend&, Register&, Metrics&);
  RegisterFollower(const RegisterFollower&) = delete;
  RegisterFollower& operator=(const RegisterFollower&) = delete;

  // From here on asks by itself, on a thread of its own, until it ends.
  void start();

  // Asks where it is time to, and takes all that there is. Blocks; any thread may call. Throws where the log takes no
  // commits.
  void run_due(const std::stop_token& stop = {});

 private:
  enum class Round { stood_still, moved_on, failed };

  void follow(const std::stop_token& stop);
  bool is_due(domain::Instant now) const;
  bool take_all(const std::stop_token& stop);
  Round take_next(const std::stop_token& stop);
  Round take_in_order(std::vector<RegisterChange> changes, std::uint64_t last);
  void take(const RegisterChange&);
  bool are_rights_seen();
  std::uint64_t last_taken();

  const Backend& backend_;
  Register& register_;
  std::mutex round_mutex_;
  std::optional<domain::Instant> asked_;
  GrowingPause pause_;
  std::atomic<std::uint32_t> failures_ = 0;
  std::atomic<std::uint64_t> last_taken_ = 0;
  std::jthread thread_;
};

}  // namespace vesture::api
