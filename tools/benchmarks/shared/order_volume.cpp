#include "tools/benchmarks/shared/order_volume.hpp"

#include <fmt/format.h>

#include <array>
#include <queue>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "api/demo_people.hpp"
#include "api/node.hpp"
#include "domain/access/access.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/rebuild.hpp"
#include "tools/benchmarks/shared/append_queue.hpp"
#include "tools/demonstration/opening.hpp"

namespace vesture::bench {

namespace {

namespace dom = domain::orders;
using domain::Instant;
using eventstore::Append;

constexpr std::int64_t kDay = 24LL * 3600 * 1'000'000;
constexpr std::int64_t kDaysOfOrders = 700;
constexpr std::int64_t kDaysBefore = 30;  // in which the accounts are opened
constexpr std::uint64_t kOrdersAProgress = 1'000;

// Whose orders these are; the company stands first.
struct Clientele {
  demonstration::Cast cast = demonstration::make_cast();
  std::vector<Customer> customers;
};

// Codes of the new form have neither a date nor a check digit.
demonstration::Actor person(std::uint64_t number) {
  demonstration::Actor actor;
  actor.caller.code = fmt::format("PNOLV-33{:04}-{:05}", number / 100'000, number % 100'000);
  actor.caller.name = fmt::format("Iedzīvotāja Nr{}", number);
  actor.caller.assurance = "substantial";
  actor.peer = "198.51.100.99";
  return actor;
}

void write_people(const OrderVolume& volume, const Clientele& clientele) {
  auto people = demonstration::people_of(clientele.cast);
  for (std::size_t i = 1; i < clientele.customers.size(); ++i)
    people.push_back(
        {clientele.customers[i].actor.caller.code, clientele.customers[i].actor.caller.name, "", {}});
  api::write_demo_people(volume.data / api::kDemoPeopleFile, people);
}

// The accounts are opened by the routes that open them in the portal.
Clientele open_accounts(const OrderVolume& volume) {
  demonstration::TurnedTime time({volume.until.microseconds - (kDaysOfOrders + kDaysBefore) * kDay},
                                 volume.seed);
  const api::Node node(
      {.data = volume.data, .now = [&time] { return time.now(); }, .mint = [&time] { return time.mint(); }});
  if (node.backend().log.head() != 0)
    throw std::runtime_error(fmt::format("{} has commits already", volume.data.string()));
  demonstration::DirectApi api(node.backend(), time);
  Clientele clientele;
  const auto opened = demonstration::open_accounts(api, time, clientele.cast);
  clientele.customers.push_back({clientele.cast.martins, opened.company.account, "user"});
  for (std::uint64_t number = 1; number <= volume.people; ++number) {
    auto actor = person(number);
    const auto account = api.authenticate(actor);
    clientele.customers.push_back({std::move(actor), account, "owner"});
  }
  api.settle();
  return clientele;
}

void add(Append& append, const std::string& stream, domain::Encoded encoded) {
  append.events.push_back({stream, std::move(encoded.type), encoded.schema, std::move(encoded.payload)});
}

// A series' numbers, reserved in blocks as api::Numbers does.
class NumberBlocks {
 public:
  explicit NumberBlocks(dom::Series series) : series_(series) {}

  std::string take(Append& append, const domain::Cipher& cipher, Instant now) {
    if (next_ == end_) reserve(append, cipher, now);
    return dom::number_text(series_, next_++);
  }

 private:
  static constexpr std::uint32_t kBlock = 100;

  void reserve(Append& append, const domain::Cipher& cipher, Instant now) {
    next_ = state_.next;
    end_ = next_ + kBlock;
    const auto stream = dom::Numbering::stream(series_);
    append.expected.push_back({stream, version_++});
    const auto reserved = dom::Numbering::decide({series_, kBlock}, state_, now);
    for (const auto& event : *reserved) {
      add(append, stream, dom::Numbering::encode(event, cipher));
      state_ = dom::Numbering::evolve(state_, event);
    }
  }

  dom::Series series_;
  dom::NumberingState state_;
  eventstore::Version version_ = 0;
  std::uint64_t next_ = 0;
  std::uint64_t end_ = 0;
};

struct OrderUnderWay {
  OrderCourse course;
  dom::OrderState state = {};
  eventstore::Version version = 0;
};

// Keeps what deciders need of the orders under way in memory: the log is written, and never read.
class Writing {
 public:
  Writing(eventstore::Log& log, eventstore::Keyring& keyring, const OrderVolume& volume,
          const Clientele& clientele)
      : volume_(volume), clientele_(clientele), cipher_(projections::cipher_over(keyring)), queue_(log) {}

  void run(const std::function<void(std::uint64_t)>& progress) {
    for (std::uint64_t number = 0; number < volume_.orders; ++number) {
      const auto at = registration_time(number);
      take_steps_before(at);
      begin(number, at);
      if (number % kOrdersAProgress == 0) progress(number);
    }
    take_steps_before(volume_.until);
    queue_.settle();
  }

 private:
  struct Step {
    Instant at;
    std::uint64_t order = 0;
    // The queue's top is its greatest.
    bool operator<(const Step& other) const { return std::tie(other.at, other.order) < std::tie(at, order); }
  };

  Instant registration_time(std::uint64_t number) const {
    const auto apart = kDaysOfOrders * kDay / static_cast<std::int64_t>(volume_.orders);
    return {volume_.until.microseconds - kDaysOfOrders * kDay + static_cast<std::int64_t>(number) * apart};
  }

  const Customer& customer(demonstration::Chance& chance) const {
    const auto& all = clientele_.customers;
    return all.size() == 1 || chance.happens(50) ? all.front() : all[1 + chance.below(all.size() - 1)];
  }

  void begin(std::uint64_t number, Instant at) {
    demonstration::Chance chance(demonstration::mixed(volume_.seed, number));
    const auto& of = customer(chance);
    orders_.emplace(number, OrderUnderWay{OrderCourse(of, clientele_.cast, chance.next(), volume_.changes)});
    step({at, number});
  }

  void take_steps_before(Instant end) {
    while (!steps_.empty() && steps_.top().at < end) {
      const auto next = steps_.top();
      steps_.pop();
      step(next);
    }
  }

  void step(const Step& due) {
    const auto found = orders_.find(due.order);
    auto& order = found->second;
    queue_.append(append_of(order, due.at));
    if (order.course.is_over())
      orders_.erase(found);
    else
      steps_.push({order.course.next_time(due.at), due.order});
  }

  Append append_of(OrderUnderWay& order, Instant now) {
    Append append;
    const auto deed = order.course.next(
        now, [&](dom::Series series) { return numbers_of(series).take(append, cipher_, now); });
    if (deed.command)
      decide(order, *deed.command, now, append);
    else
      look(order, append);
    append.now = now.microseconds;
    append.command = deed.operation;
    append.actor = actor_of(*deed.by, order.course.customer());
    return append;
  }

  eventstore::Actor actor_of(const demonstration::Actor& by, const Customer& customer) const {
    const auto& caller = by.caller;
    return {caller.person.uuid.bytes, customer.account.uuid.bytes,
            caller.is_staff() ? "staff:" + caller.institution : std::string(customer.means),
            cipher_.seal(caller.person.uuid, projections::audit::kOriginContext, by.peer)};
  }

  void decide(OrderUnderWay& order, const dom::OrderCommand& command, Instant now, Append& append) {
    const auto decision = dom::Order::decide(command, order.state, now);
    if (!decision) throw std::runtime_error(fmt::format("refused: {}", decision.error().code));
    const auto stream = dom::Order::stream(order.course.id());
    append.expected.push_back({stream, order.version});
    for (const auto& event : *decision) {
      add(append, stream, dom::Order::encode(event, cipher_));
      order.state = dom::Order::evolve(std::move(order.state), event);
      ++order.version;
    }
  }

  void look(const OrderUnderWay& order, Append& append) const {
    using domain::access::Access;
    const auto account = order.course.customer().account;
    add(append, Access::stream(account), Access::encode({account, order.course.id().uuid, {}}, cipher_));
  }

  NumberBlocks& numbers_of(dom::Series series) {
    return series == dom::Series::orders ? order_numbers_ : invoice_numbers_;
  }

  const OrderVolume& volume_;
  const Clientele& clientele_;
  const domain::Cipher cipher_;
  NumberBlocks order_numbers_{dom::Series::orders};
  NumberBlocks invoice_numbers_{dom::Series::invoices};
  std::unordered_map<std::uint64_t, OrderUnderWay> orders_;
  std::priority_queue<Step> steps_;
  AppendQueue queue_;
};

std::unique_ptr<eventstore::Keyring> keyring_of(const std::filesystem::path& data) {
  return eventstore::Keyring::open_to_read(data / "keyring", data / "master.key");
}

}  // namespace

std::uint64_t fill(const OrderVolume& volume, const std::function<void(std::uint64_t)>& progress) {
  const auto clientele = open_accounts(volume);
  const auto keyring = keyring_of(volume.data);
  const auto log = eventstore::Log::open(volume.data / "log");
  Writing(*log, *keyring, volume, clientele).run(progress);
  write_people(volume, clientele);
  return log->head();
}

void build_views(const std::filesystem::path& data) {
  std::filesystem::remove_all(data / "views");
  const auto keyring = keyring_of(data);
  const auto cipher = projections::cipher_over(*keyring);
  const auto log = eventstore::Log::open_to_read(data / "log");
  const auto views = projections::ViewStore::open(data / "views");
  projections::rebuild(*log, projections::all_projections(cipher), *views);
}

}  // namespace vesture::bench
