#include "projections/orders/order_list.hpp"

#include <cassert>

#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::domain::orders {
BOOST_DESCRIBE_STRUCT(Due, (), (invoice, purpose, paid))
}

namespace vesture::projections::orders {

namespace {

namespace dom = domain::orders;
using Keys = std::vector<std::string>;

// What the rows of one order have in common, kept beside them because a payment changes every part's row.
struct OrderFacts {
  std::uint32_t parts = 0;
  bool prepayment = false;
  std::vector<dom::Due> dues;
  BOOST_DESCRIBE_CLASS(OrderFacts, (), (parts, prepayment, dues), (), ())
};

constexpr std::string_view kFactsPrefix = "order-facts.1";

std::string facts_key(domain::OrderId order) {
  return std::string(kFactsPrefix) + std::string(order.uuid.view());
}

std::string row_id(domain::OrderId order, std::uint32_t part) {
  return std::string(order.uuid.view()) + unsigned_key(part);
}

std::string status_code(const OrderRow& row) { return std::string(dom::words(row.status).code); }

Keys request_numbers(const OrderRow& row) {
  Keys keys;
  for (const auto& link : row.service_requests) keys.push_back(keyword_key(link.number));
  return keys;
}

ListDeclaration<OrderRow> declared(std::string name) {
  ListDeclaration<OrderRow> list;
  list.name = std::move(name);
  list.id = [](const OrderRow& row) { return row_id(row.order, row.part); };
  list.time = [](const OrderRow& row) { return row.created; };
  list.time_range = list.time_sort = "created";
  list.sorts = {
      {"number", Distinct::many, [](const OrderRow& row) { return keyword_key(row.number); }},
      {"part", Distinct::few, [](const OrderRow& row) { return unsigned_key(row.part); }},
      {"created", Distinct::many, [](const OrderRow& row) { return instant_key(row.created); }},
      {"status", Distinct::few, [](const OrderRow& row) { return keyword_key(status_code(row)); }},
  };
  list.filters = {
      {"number", Selects::narrow, [](const OrderRow& row) { return Keys{keyword_key(row.number)}; }},
      {"object", Selects::broad, [](const OrderRow& row) { return Keys{keyword_key(row.object)}; }},
      {"status", Selects::broad, [](const OrderRow& row) { return Keys{keyword_key(status_code(row))}; }},
      {"service_request", Selects::narrow, request_numbers},
  };
  list.ranges = {{"created", [](const OrderRow& row) -> std::optional<Instant> { return row.created; }}};
  return list;
}

ListDeclaration<OrderRow> of_account() {
  auto list = declared("orders");
  list.scope = [](const OrderRow& row) { return std::string(row.account.uuid.view()); };
  list.combinations = {{"object"}, {"status"}, {"object", "status"}};
  list.nodes_for_combinations = true;
  return list;
}

ListDeclaration<OrderRow> of_institution() {
  auto list = declared("institution-orders");
  list.scope = [](const OrderRow& row) { return institution_scope(row.institution); };
  list.filters.push_back({"account", Selects::broad,
                          [](const OrderRow& row) { return Keys{std::string(row.account.uuid.view())}; }});
  list.combinations = {
      {"object"},           {"status"}, {"account"}, {"object", "status"}, {"object", "account"},
      {"status", "account"}};
  return list;
}

bool is_conditional(const OrderFacts& facts) { return !dom::prepaid(facts.prepayment, facts.dues); }

dom::PaymentState payment_of(const OrderFacts& facts) {
  return dom::payment_state(facts.prepayment, facts.dues);
}

// One commit's changes to the rows of orders.
class Changes {
 public:
  explicit Changes(ViewBatch& batch) : batch_(batch) {}

  void on(const dom::OrderRegistered& e) {
    OrderFacts facts{static_cast<std::uint32_t>(e.parts.size()), e.prepayment, {}};
    for (const auto& part : e.parts)
      put({e.order,
           e.account,
           e.institution,
           e.number,
           part.number,
           e.at,
           part.service.name_lv,
           part.service.name_en,
           part.object,
           part.planned_completion,
           is_conditional(facts),
           {},
           part.status,
           e.at,
           payment_of(facts)});
    keep(e.order, facts);
  }

  void on(const dom::PartMoved& e) {
    change(e.order, e.part, [&](OrderRow& row) {
      row.status = e.to;
      row.status_changed = e.at;
    });
  }

  void on(const dom::PartReplanned& e) {
    change(e.order, e.part, [&](OrderRow& row) { row.planned_completion = e.planned_completion; });
  }

  void on(const dom::ResultHandedOver&) {}
  void on(const dom::FileAdded&) {}

  void on(const dom::InvoiceIssued& e) {
    auto facts = facts_of(e.order);
    facts.dues.push_back({e.invoice, e.purpose, false});
    payment_changed(e.order, facts);
  }

  void on(const dom::InvoicePaid& e) {
    auto facts = facts_of(e.order);
    for (auto& due : facts.dues)
      if (due.invoice == e.invoice) due.paid = true;
    payment_changed(e.order, facts);
  }

  void on(const dom::RequestLinked& e) {
    change_all(e.order, facts_of(e.order), [&](OrderRow& row) {
      row.service_requests.push_back({e.request, e.request_number});
    });
  }

 private:
  void put(const OrderRow& row) {
    order_list().put(batch_, row);
    institution_order_list().put(batch_, row);
  }

  void change(domain::OrderId order, std::uint32_t part, const auto& how) {
    auto row = order_list().find(batch_, row_id(order, part));
    if (!row) throw std::runtime_error("a part without a row");
    how(*row);
    put(*row);
  }

  void change_all(domain::OrderId order, const OrderFacts& facts, const auto& how) {
    for (std::uint32_t part = 1; part <= facts.parts; ++part) change(order, part, how);
  }

  void payment_changed(domain::OrderId order, const OrderFacts& facts) {
    keep(order, facts);
    change_all(order, facts, [&](OrderRow& row) {
      row.conditional = is_conditional(facts);
      row.payment = payment_of(facts);
    });
  }

  OrderFacts facts_of(domain::OrderId order) const {
    const auto bytes = batch_.get(Family::rows, facts_key(order));
    if (!bytes) throw std::runtime_error("an order without facts");
    return unpack<OrderFacts>(*bytes);
  }

  void keep(domain::OrderId order, const OrderFacts& facts) {
    batch_.put(Family::rows, facts_key(order), pack(facts));
  }

  ViewBatch& batch_;
};

}  // namespace

std::string institution_scope(std::string_view institution) {
  assert(institution.size() <= kInstitutionBytes);
  std::string scope(institution);
  scope.resize(kInstitutionBytes, '\0');
  return scope;
}

const List<OrderRow>& order_list() {
  static const List<OrderRow> list(of_account());
  return list;
}

const List<OrderRow>& institution_order_list() {
  static const List<OrderRow> list(of_institution());
  return list;
}

std::vector<const engine::Engine*> OrderListProjection::lists() const {
  return {&order_list().engine(), &institution_order_list().engine()};
}

std::vector<const Table*> OrderListProjection::tables() const {
  static const auto of_accounts = table_of(order_list());
  static const auto of_institutions = table_of(institution_order_list());
  return {&of_accounts, &of_institutions};
}

std::vector<std::string> OrderListProjection::prefixes() const {
  return {order_list().prefix(), institution_order_list().prefix(), std::string(kFactsPrefix)};
}

void OrderListProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  Changes changes(batch);
  for (const auto& event : commit.events)
    if (is_of<dom::Order>(event))
      std::visit([&](const auto& e) { changes.on(e); }, decoded<dom::Order>(event, cipher_));
}

}  // namespace vesture::projections::orders
