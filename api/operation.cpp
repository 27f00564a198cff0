#include "api/operation.hpp"

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/json/serialize.hpp>
#include <functional>
#include <memory>
#include <optional>

#include "api/http/json.hpp"
#include "api/http/openapi.hpp"
#include "api/http/streamed_body.hpp"
#include "api/order_json.hpp"
#include "api/report.hpp"

namespace vesture::api {

namespace {

struct Alive {
  std::string status = "alive";
  BOOST_DESCRIBE_CLASS(Alive, (), (status), (), ())
};

struct VersionState {
  std::uint32_t version = 0;
  std::string state;  // "running", "building", "stopped"
  std::uint64_t position = 0;
  std::uint64_t lag = 0;      // commits
  std::uint64_t percent = 0;  // of the commits
  BOOST_DESCRIBE_CLASS(VersionState, (), (version, state, position, lag, percent), (), ())
};

// How the rows of a version differed from those that it took the place of. What rows, is in the log alone.
struct ComparedList {
  std::string list;
  std::uint64_t same = 0;
  std::uint64_t only_before = 0;
  std::uint64_t only_after = 0;
  std::uint64_t changed = 0;
  std::vector<std::string> members;  // that differ in the changed ones
  BOOST_DESCRIBE_CLASS(ComparedList, (), (list, same, only_before, only_after, changed, members), (), ())
};

struct LastSwap {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  std::uint64_t position = 0;
  std::vector<ComparedList> lists;
  BOOST_DESCRIBE_CLASS(LastSwap, (), (from, to, position, lists), (), ())
};

struct ProjectionState {
  std::string name;
  std::uint32_t version = 0;  // that serves, as all up to `percent`
  std::string state;
  std::uint64_t position = 0;
  std::uint64_t lag = 0;
  std::uint64_t percent = 0;
  std::optional<VersionState> building;  // beside it, to take its place
  std::optional<LastSwap> last_swap;
  BOOST_DESCRIBE_CLASS(ProjectionState, (),
                       (name, version, state, position, lag, percent, building, last_swap), (), ())
};

struct Ready {
  bool ready = true;
  std::uint64_t head = 0;
  std::string store = "open";         // or "failed": it takes no commits; "read_only": the past is shown
  std::string vault = "open";         // or "failed": it takes no contents
  std::uint64_t corrupt_streams = 0;  // that nothing is written to
  std::vector<ProjectionState> projections;
  BOOST_DESCRIBE_CLASS(Ready, (), (ready, head, store, vault, corrupt_streams, projections), (), ())
};

struct Limits {
  std::uint64_t header_bytes = 0;
  std::uint64_t body_bytes = 0;
  std::uint64_t header_milliseconds = 0;
  std::uint64_t body_milliseconds = 0;
  std::uint64_t idle_milliseconds = 0;
  std::uint64_t write_milliseconds = 0;  // for each piece of an answer
  std::uint64_t connections = 0;
  std::uint64_t requests_per_second = 0;
  std::uint64_t requests_at_once = 0;
  std::uint64_t body_piece_bytes = kBodyPieceBytes;  // that each may take body_milliseconds
  std::uint64_t upload_bytes = 0;
  std::uint64_t uploads_at_once = 0;
  std::uint64_t downloads_at_once = 0;
  std::uint64_t streams_at_once = 0;
  std::uint64_t reports_at_once = 0;
  std::uint64_t histories_at_once = 0;
  std::uint64_t page_items = 100;
  std::uint64_t filter_values = 20;
  std::uint64_t counted_exactly = projections::kCountedExactly;
  std::uint64_t report_rows = kMostReportRows;
  std::uint64_t idempotency_hours = 24;
  BOOST_DESCRIBE_CLASS(Limits, (),
                       (header_bytes, body_bytes, header_milliseconds, body_milliseconds, idle_milliseconds,
                        write_milliseconds, connections, requests_per_second, requests_at_once,
                        body_piece_bytes, upload_bytes, uploads_at_once, downloads_at_once, streams_at_once,
                        reports_at_once, histories_at_once, page_items, filter_values, counted_exactly,
                        report_rows, idempotency_hours),
                       (), ())
};

struct StatusJson {
  OrderStatus status{};
  std::string label;
  std::string description;
  std::vector<OrderStatus>
      moves;  // where it may go from here; suspended also goes back to where it came from
  BOOST_DESCRIBE_CLASS(StatusJson, (), (status, label, description, moves), (), ())
};

struct Statuses {
  std::vector<StatusJson> items;
  BOOST_DESCRIBE_CLASS(Statuses, (), (items), (), ())
};

Route open(std::string path, std::string operation, std::string summary) {
  return declare(Access::open, "GET", std::move(path), std::move(operation), std::move(summary));
}

std::string_view code_of(projections::ProjectionState state) {
  switch (state) {
    case projections::ProjectionState::running:
      return "running";
    case projections::ProjectionState::building:
      return "building";
    case projections::ProjectionState::stopped:
      return "stopped";
  }
  return {};
}

VersionState state_of(const projections::VersionStatus& status, std::uint64_t head) {
  return {.version = status.version,
          .state = std::string(code_of(status.state)),
          .position = status.position,
          .lag = head > status.position ? head - status.position : 0,
          .percent = head > status.position ? 100 * status.position / head : 100};
}

LastSwap last_swap(const projections::Swap& swap) {
  LastSwap last{swap.from, swap.to, swap.position, {}};
  for (const auto& compared : swap.lists) {
    auto& list = last.lists.emplace_back();
    list = {compared.list,
            compared.same,
            compared.only_before.count,
            compared.only_after.count,
            compared.changed.count,
            {}};
    for (const auto& member : compared.members) list.members.push_back(member.name);
  }
  return last;
}

ProjectionState state_of(const projections::ProjectionStatus& status, std::uint64_t head) {
  auto serving = state_of(status.serving, head);
  ProjectionState state{.name = status.name,
                        .version = serving.version,
                        .state = std::move(serving.state),
                        .position = serving.position,
                        .lag = serving.lag,
                        .percent = serving.percent,
                        .building = std::nullopt,
                        .last_swap = std::nullopt};
  if (status.building) state.building = state_of(*status.building, head);
  if (status.last_swap) state.last_swap = last_swap(*status.last_swap);
  return state;
}

Ready readiness(const Operation& operation) {
  Ready ready;
  ready.head = operation.backend.log.head();
  // What is wrong in words, with paths and names of streams, is in the log alone.
  if (operation.backend.past)
    ready.store = "read_only";
  else if (operation.backend.log.failure())
    ready.store = "failed";
  if (operation.backend.vault.failure()) ready.vault = "failed";
  const bool failed = ready.store == "failed" || ready.vault == "failed";
  ready.corrupt_streams = operation.corrupt_streams().size();
  ready.ready = !failed && ready.corrupt_streams == 0 && views_caught_up(operation.backend);
  for (const auto& status : operation.backend.runner.status()) {
    // What has stopped beside one that serves is shown, and keeps nobody from being served.
    if (status.serving.state == projections::ProjectionState::stopped) ready.ready = false;
    ready.projections.push_back(state_of(status, ready.head));
  }
  return ready;
}

Statuses statuses(domain::Language language) {
  Statuses all;
  for (const auto& words : domain::orders::order_statuses()) {
    const auto moves = domain::orders::moves_from(words.status);
    all.items.push_back({words.status,
                         std::string(words.label.in(language)),
                         std::string(words.description.in(language)),
                         {moves.begin(), moves.end()}});
  }
  return all;
}

Limits limits_of(const Operation& operation) {
  const auto milliseconds = [](std::chrono::milliseconds time) {
    return static_cast<std::uint64_t>(time.count());
  };
  Limits limits;
  limits.header_bytes = operation.server.header_bytes;
  limits.body_bytes = Route{}.body_limit;
  limits.header_milliseconds = milliseconds(operation.server.header_time);
  limits.body_milliseconds = milliseconds(operation.server.body_time);
  limits.idle_milliseconds = milliseconds(operation.server.idle_time);
  limits.write_milliseconds = milliseconds(operation.server.write_time);
  limits.upload_bytes = operation.backend.most_file_bytes;
  limits.connections = operation.server.connections;
  limits.requests_per_second = static_cast<std::uint64_t>(operation.rate.per_second);
  limits.requests_at_once = static_cast<std::uint64_t>(operation.rate.burst);
  limits.uploads_at_once = operation.concurrency.uploads;
  limits.downloads_at_once = operation.concurrency.downloads;
  limits.streams_at_once = operation.concurrency.streams;
  limits.reports_at_once = operation.concurrency.reports;
  limits.histories_at_once = operation.concurrency.histories;
  return limits;
}

// A gauge of one view, from its state at the time.
void add_view_gauge(const Operation& operation, const std::string& view, const std::string& name,
                    const std::string& help, std::function<double(const ProjectionState&)> value) {
  const auto& backend = operation.backend;
  operation.metrics.gauge(name, help, {{"projection", view}}, [&backend, view, value = std::move(value)] {
    const auto all = backend.runner.status();
    const auto now = std::ranges::find(all, view, &projections::ProjectionStatus::name);
    return now == all.end() ? 0.0 : value(state_of(*now, backend.log.head()));
  });
}

void add_gauges(const Operation& operation) {
  const auto& backend = operation.backend;
  operation.metrics.gauge("vesture_log_head", "Position of the last commit.", {},
                          [&backend] { return static_cast<double>(backend.log.head()); });
  for (const auto& status : backend.runner.status()) {
    const auto add = [&](const std::string& name, const std::string& help, auto value) {
      add_view_gauge(operation, status.name, name, help, value);
    };
    add("vesture_projection_lag", "Commits that the version that serves has not applied yet.",
        [](const ProjectionState& view) { return static_cast<double>(view.lag); });
    add("vesture_projection_stopped", "Whether the version that serves has stopped.",
        [](const ProjectionState& view) { return view.state == "stopped" ? 1.0 : 0.0; });
    add("vesture_projection_building_lag",
        "Commits that the version that is built beside the one that serves has not applied yet; 0: none is.",
        [](const ProjectionState& view) {
          return view.building ? static_cast<double>(view.building->lag) : 0.0;
        });
    add("vesture_projection_building_stopped", "Whether the version that is being built has stopped.",
        [](const ProjectionState& view) {
          return view.building && view.building->state == "stopped" ? 1.0 : 0.0;
        });
    add("vesture_projection_swap_differences", "Rows that differed from those before, in the last swap.",
        [](const ProjectionState& view) {
          std::uint64_t rows = 0;
          if (view.last_swap)
            for (const auto& list : view.last_swap->lists)
              rows += list.only_before + list.only_after + list.changed;
          return static_cast<double>(rows);
        });
  }
}

}  // namespace

std::vector<Route> operation_routes(const Operation& operation) {
  add_gauges(operation);
  std::vector<Route> routes;
  routes.push_back(route<Alive>(open("/livez", "operation.alive", "Whether the process answers."),
                                [](const Call&, Unit&) { return Answered<Alive>{}; }));

  routes.push_back(route<Ready>(
      open("/readyz", "operation.ready", "Whether it can do its work, and how far each view is."),
      [&operation](const Call&, Unit&) {
        Answered<Ready> answered{readiness(operation), {}};
        if (!answered.value.ready) answered.reply.status = 503;
        return answered;
      }));

  auto metrics = open("/metrics", "operation.metrics", "Prometheus text.");
  metrics.media_type = "text/plain; version=0.0.4";
  metrics.answer_schema = schema_of<std::string>();
  metrics.run = [&operation](const Call&, Unit&) {
    Reply reply;
    reply.content_type = "text/plain; version=0.0.4";
    reply.body = operation.metrics.text();
    return reply;
  };
  routes.push_back(std::move(metrics));

  routes.push_back(
      route<Limits>(open("/v1/limits", "operation.limits", "The limits that requests must keep to."),
                    [&operation](const Call&, Unit&) {
                      return Answered<Limits>{limits_of(operation), {}};
                    }));

  routes.push_back(route<Statuses>(
      open("/v1/order-statuses", "orders.statuses", "The statuses of orders, with labels and descriptions."),
      [](const Call& call, Unit&) {
        return Answered<Statuses>{statuses(call.language), {}};
      }));
  return routes;
}

void add_openapi(std::vector<Route>& routes) {
  auto declared = open("/openapi.json", "operation.openapi", "This description.");
  declared.answer_schema = boost::json::object{{"type", "object"}};
  const auto text = std::make_shared<std::string>();
  declared.run = [text](const Call&, Unit&) {
    Reply reply;
    reply.body = *text;
    return reply;
  };
  routes.push_back(std::move(declared));
  *text = boost::json::serialize(openapi(routes));
}

}  // namespace vesture::api
