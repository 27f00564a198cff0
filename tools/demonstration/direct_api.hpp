// The API's commands without HTTP: runs the same routes in process, one command after the other, while the log
// writes the ones before. A command waits for what is still being written of the streams that it names, so what
// it decides does not depend on how fast the disk is.
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/backend.hpp"
#include "api/http/json.hpp"
#include "api/route.hpp"
#include "api/timekeeper.hpp"
#include "tools/demonstration/turned_time.hpp"

namespace vesture::demonstration {

// Someone who is authenticated, and the address that they come from.
struct Actor {
  api::Caller caller;
  std::string peer;
};

struct Command {
  std::string_view operation;
  std::vector<std::string> path;     // the values of the path's parameters, in order
  std::string body;                  // JSON
  std::vector<std::string> streams;  // that it is about: what is being written of them is waited for
  std::vector<std::pair<std::string, std::string>> query = {};
};

struct FileToUpload {
  std::string name;
  std::string media_type;
  std::string bytes;
};

template <class Body>
std::string json_of(const Body& body) {
  std::string text;
  api::write_json(text, body);
  return text;
}

// Used by one thread. Throws std::runtime_error where a command is refused: the story asks for nothing that the
// rules do not allow.
class DirectApi {
 public:
  // Both outlive it. `time` is what the backend takes its time and ids from.
  DirectApi(const api::Backend& backend, TurnedTime& time);

  // Registers the person, with their account unless they are staff. Gives the account, nil where none was opened.
  domain::AccountId authenticate(Actor&);
  // Gives the answer as soon as it is decided; it is durable after settle().
  api::Reply run(const Actor&, const Command&);
  // The same with a content that the route takes; durable when it returns.
  api::Reply upload(const Actor&, const Command&, const FileToUpload&);
  // Does what is due of these things, as a running server does by itself; durable when it returns.
  void run_errand(projections::agenda::Errand, const std::vector<domain::Uuid>& things);
  // What is so, as far as it is durable.
  template <class Aggregate>
  typename Aggregate::State state_of(const typename Aggregate::Id& id) const {
    return api::Unit(backend_.log, backend_.cipher, backend_.now()).load<Aggregate>(id);
  }
  // Waits until everything is durable.
  void settle();
  // The same, and until every view has it.
  void settle_views();

  // How often each operation has been run.
  const std::map<std::string, std::uint64_t, std::less<>>& counts() const { return counts_; }

 private:
  struct Writing {
    std::shared_ptr<api::Unit> unit;
    std::vector<std::string> streams;
    std::future<eventstore::Appended> appended;
  };

  const api::Route& route_of(std::string_view operation, const api::Caller&) const;
  // As the server does where the route asks for it.
  domain::files::Inspection inspected(const api::Upload&) const;
  api::Reply run(const api::Route&, const Actor&, const Command&, const api::Upload* upload = nullptr);
  bool is_being_written(const std::vector<std::string>& streams) const;
  void write(std::shared_ptr<api::Unit>, eventstore::Append);
  void wait_for_first();

  const api::Backend& backend_;
  TurnedTime& time_;
  std::vector<api::Route> routes_;
  std::vector<std::unique_ptr<api::Errands>> errands_;
  std::uint64_t commands_ = 0;
  std::deque<Writing> writing_;
  std::unordered_map<std::string, int> streams_being_written_;
  std::map<std::string, std::uint64_t, std::less<>> counts_;
};

}  // namespace vesture::demonstration
