#include "projections/orders/request_list.hpp"

#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"
#include "projections/orders/order_list.hpp"

namespace vesture::projections::orders {

namespace {

namespace dom = domain::orders;
using Keys = std::vector<std::string>;
using Key = std::optional<std::string>;

std::string status_code(const RequestRow& row) { return std::string(dom::words(row.status).code); }

Keys order_numbers(const RequestRow& row) {
  Keys keys;
  for (const auto& link : row.orders) keys.push_back(keyword_key(link.number));
  return keys;
}

Key first_order(const RequestRow& row) {
  if (row.orders.empty()) return std::nullopt;
  return keyword_key(row.orders.front().number);
}

Key label(const RequestRow& row) {
  if (!row.sealed.label) return std::nullopt;
  return collated_key(*row.sealed.label);
}

ListDeclaration<RequestRow> declared(std::string name) {
  ListDeclaration<RequestRow> list;
  list.name = std::move(name);
  list.id = [](const RequestRow& row) { return std::string(row.request.uuid.view()); };
  list.time = [](const RequestRow& row) { return row.created; };
  list.time_range = "requested";
  list.time_sort = "created";
  list.sorts = {
      {"number", Distinct::many, [](const RequestRow& row) { return keyword_key(row.number); }},
      {"created", Distinct::many, [](const RequestRow& row) { return instant_key(row.created); }},
      {"service_lv", Distinct::few, [](const RequestRow& row) { return collated_key(row.service_lv); }},
      {"service_en", Distinct::few, [](const RequestRow& row) { return collated_key(row.service_en); }},
      {"status", Distinct::few, [](const RequestRow& row) { return keyword_key(status_code(row)); }},
      {"status_changed", Distinct::many,
       [](const RequestRow& row) { return instant_key(row.status_changed); }},
      {"order", Distinct::many, first_order},
  };
  list.filters = {
      {"number", Selects::narrow, [](const RequestRow& row) { return Keys{keyword_key(row.number)}; }},
      {"order", Selects::narrow, order_numbers},
      {"requested_by", Selects::broad,
       [](const RequestRow& row) { return Keys{std::string(row.requested_by.uuid.view())}; }},
      {"group", Selects::broad, [](const RequestRow& row) { return Keys{keyword_key(row.group)}; }},
  };
  list.ranges = {
      {"requested", [](const RequestRow& row) -> std::optional<Instant> { return row.created; }},
      {"received", [](const RequestRow& row) { return row.received; }},
  };
  return list;
}

ListDeclaration<RequestRow> of_account() {
  auto list = declared("service-requests");
  list.scope = [](const RequestRow& row) { return std::string(row.account.uuid.view()); };
  list.sorts.push_back({"label", Distinct::many, label, Class::sealed});
  list.filters.push_back(
      {"label", Selects::narrow,
       [](const RequestRow& row) { return row.sealed.label ? Keys{keyword_key(*row.sealed.label)} : Keys{}; },
       Class::sealed});
  list.combinations = {{"requested_by"}, {"group"}, {"requested_by", "group"}};
  return list;
}

ListDeclaration<RequestRow> of_institution() {
  auto list = declared("institution-service-requests");
  list.scope = [](const RequestRow& row) { return institution_scope(row.institution); };
  list.filters.push_back({"account", Selects::broad,
                          [](const RequestRow& row) { return Keys{std::string(row.account.uuid.view())}; }});
  list.combinations = {
      {"account"}, {"group"}, {"requested_by"}, {"group", "account"}, {"requested_by", "account"}};
  return list;
}

// One commit's changes to the rows of requests.
class Changes {
 public:
  explicit Changes(ViewBatch& batch) : batch_(batch) {}

  void on(const dom::ServiceRequested& e) {
    put({e.request,
         e.account,
         e.institution,
         e.number,
         e.at,
         e.service.name_lv,
         e.service.name_en,
         e.service.group,
         e.object,
         dom::RequestStatus::requested,
         e.at,
         std::nullopt,
         e.requested_by,
         {},
         {}});
  }

  void on(const dom::RequestMoved& e) {
    change(e.request, [&](RequestRow& row) {
      row.status = e.to;
      row.status_changed = e.at;
      if (e.to == dom::RequestStatus::completed) row.received = e.at;
    });
  }

  void on(const dom::RequestLabelled& e) {
    change(e.request, [&](RequestRow& row) {
      row.sealed.label_destroyed = e.label.destroyed;
      row.sealed.label.reset();
      if (!e.label.destroyed) row.sealed.label = e.label.text;
    });
  }

  void on(const dom::RequestLabelCleared& e) {
    change(e.request, [](RequestRow& row) { row.sealed = {}; });
  }

  void on(const dom::RequestFileAdded&) {}

  void on(const dom::OrderLinked& e) {
    change(e.request, [&](RequestRow& row) { row.orders.push_back({e.order, e.order_number}); });
  }

 private:
  void put(RequestRow row) {
    request_list().put(batch_, row);
    row.sealed = {};
    institution_request_list().put(batch_, row);
  }

  void change(domain::RequestId request, const auto& how) {
    auto row = request_list().find(batch_, request.uuid.view());
    if (!row) throw std::runtime_error("a request without a row");
    how(*row);
    put(std::move(*row));
  }

  ViewBatch& batch_;
};

}  // namespace

const List<RequestRow>& request_list() {
  static const List<RequestRow> list(of_account());
  return list;
}

const List<RequestRow>& institution_request_list() {
  static const List<RequestRow> list(of_institution());
  return list;
}

std::vector<const engine::Engine*> RequestListProjection::lists() const {
  return {&request_list().engine(), &institution_request_list().engine()};
}

std::vector<const Table*> RequestListProjection::tables() const {
  static const auto of_accounts = table_of(request_list());
  static const auto of_institutions = table_of(institution_request_list());
  return {&of_accounts, &of_institutions};
}

std::vector<std::string> RequestListProjection::prefixes() const {
  return {request_list().prefix(), institution_request_list().prefix()};
}

void RequestListProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  Changes changes(batch);
  for (const auto& event : commit.events)
    if (is_of<dom::ServiceRequest>(event))
      std::visit([&](const auto& e) { changes.on(e); }, decoded<dom::ServiceRequest>(event, cipher_));
}

}  // namespace vesture::projections::orders
