#include "api/requests.hpp"

#include "api/history.hpp"
#include "api/lists.hpp"
#include "api/nfc.hpp"
#include "api/report.hpp"
#include "api/request_files.hpp"
#include "api/request_json.hpp"
#include "api/subject.hpp"
#include "domain/orders/label.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::orders;
namespace views = projections::orders;
using dom::ServiceRequest;

ListParameters shared_parameters() {
  return {"",
          {text_filter("number"), text_filter("order"), id_filter("requested_by"), text_filter("group")},
          {interval("received"), interval("requested")},
          {"number",
           "created",
           {"service",
            [](domain::Language l) {
              return std::string(l == domain::Language::en ? "service_en" : "service_lv");
            }},
           "status",
           "status_changed",
           "order"},
          "-created"};
}

const ListParameters& list_parameters() {
  static const ListParameters parameters = [] {
    auto list = shared_parameters();
    list.list = "service-requests";
    list.filters.push_back(text_filter("label"));
    list.sorts.emplace_back("label");
    return list;
  }();
  return parameters;
}

const ListParameters& institution_parameters() {
  static const ListParameters parameters = [] {
    auto list = shared_parameters();
    list.list = "institution-service-requests";
    list.filters.push_back(id_filter("account"));
    return list;
  }();
  return parameters;
}

ListOver<RequestItem, views::RequestRow> own_list() {
  return {list_parameters(), views::request_list(), item_of};
}

using RequestAnswer = Result<Answered<RequestJson>>;

RequestAnswer answer(const Backend& backend, const Call& call, Unit& unit, domain::RequestId id,
                     const Grant& grant) {
  auto history = history_of<ServiceRequest>(backend, unit, id, entry_of);
  const auto& request = *opened<ServiceRequest>(unit, id);
  Answered<RequestJson> answered{json_of(request, std::move(history), call.language), {}};
  answered.value.files = files_of(unit, request);
  // The label is the customer's own: the staff do not see it.
  if (grant.staff) answered.value.label.reset();
  record_answer(backend, call, unit, grant, id.uuid);
  answered.reply.version = unit.version<ServiceRequest>(id);
  act_as(grant, answered.reply);
  return answered;
}

RequestAnswer open_own(const Backend& backend, const Call& call, Unit& unit) {
  const auto named = find_own<ServiceRequest>(call, unit, Right::read);
  if (!named) return std::unexpected(named.error());
  record_look(backend, call, unit, named->grant, named->id.uuid, {});
  return answer(backend, call, unit, named->id, named->grant);
}

// The new label is taken, the old one freed and the request labelled in one commit (ORD-03).
RequestAnswer label_own(const Backend& backend, const Call& call, Unit& unit, const LabelBody& body) {
  const auto own = find_own<ServiceRequest>(call, unit, Right::write);
  if (!own) return std::unexpected(own.error());
  const auto id = own->id;
  if (const auto fits = check_if_match(call, unit.version<ServiceRequest>(id)); !fits)
    return std::unexpected(fits.error());
  const auto stream_of = [&](std::string_view label) {
    return dom::Label::Id{own->grant.account, backend.keyring.pseudonym("label", label)};
  };
  const auto held = opened<ServiceRequest>(unit, id)->label;
  const std::string wanted = body.label ? to_nfc(body.label->value) : std::string();
  Result<void> decided;
  if (!wanted.empty()) decided = decide<dom::Label>(unit, stream_of(wanted), dom::TakeLabel{id});
  if (decided && held && !held->destroyed && held->text != wanted)
    decided = decide<dom::Label>(unit, stream_of(held->text), dom::FreeLabel{id});
  if (decided && wanted.empty()) decided = decide<ServiceRequest>(unit, id, dom::ClearLabel{});
  if (decided && !wanted.empty()) decided = decide<ServiceRequest>(unit, id, dom::LabelRequest{wanted});
  if (!decided) return std::unexpected(decided.error());
  return answer(backend, call, unit, id, own->grant);
}

const std::vector<ReportColumn<RequestItem>>& report_columns() {
  using Item = RequestItem;
  static const std::vector<ReportColumn<Item>> columns{
      {{"E-pakalpojuma ID", "E-service ID"}, [](const Item& i) { return ReportCell(i.number); }},
      {{"Izveidošanas datums", "Created"}, [](const Item& i) { return ReportCell(i.created); }},
      {{"Pakalpojuma nosaukums", "Service"}, [](const Item& i) { return ReportCell(i.service); }},
      {{"Objekts", "Object"}, [](const Item& i) { return ReportCell(i.object); }},
      {{"Statuss", "Status"}, [](const Item& i) { return ReportCell(std::string(i.status_label)); }},
      {{"Izmaiņu datums", "Status changed"}, [](const Item& i) { return ReportCell(i.status_changed); }},
      {{"Saņemšanas datums", "Received"}, [](const Item& i) { return cell_of(i.received); }},
      {{"Saistītie pasūtījumi", "Linked orders"},
       [](const Item& i) {
         std::string numbers;
         for (const auto& order : i.orders) numbers += (numbers.empty() ? "" : ", ") + order.number;
         return ReportCell(numbers);
       }},
      {{"Klienta apzīmējums", "Label"}, [](const Item& i) { return cell_of(i.label); }},
  };
  return columns;
}

RequestAnswer register_request(const Backend& backend, const Call& call, Unit& unit,
                               const RegisterRequestBody& body) {
  const auto* account = live_account(unit, body.account);
  if (!account) return std::unexpected(unknown_reference("/account"));
  if (account->opened.owner != body.requested_by && !account->user(body.requested_by))
    return std::unexpected(unknown_reference("/requested_by"));
  const auto id = backend.mint_id<domain::RequestId>();
  const dom::RequestService command{id,
                                    body.account,
                                    backend.numbers.take(dom::Series::requests, unit),
                                    call.caller.institution,
                                    service_of(body.service),
                                    to_nfc(body.object.value),
                                    body.requested_by};
  if (const auto decided = decide<ServiceRequest>(unit, id, command); !decided)
    return std::unexpected(decided.error());
  auto answered = answer(backend, call, unit, id, grant_for_staff(call, body.account));
  answered->reply.status = 201;
  answered->reply.headers.emplace_back("Location", "/v1/institution/service-requests/" + to_string(id));
  return answered;
}

// One request of the caller's institution.
RequestAnswer as_staff(const Backend& backend, const Call& call, Unit& unit,
                       const std::function<Result<void>(domain::RequestId, const Grant&)>& run) {
  const auto named = find_as_staff<ServiceRequest>(call, unit);
  if (!named) return std::unexpected(named.error());
  const auto& [id, grant] = *named;
  if (const auto fits = check_if_match(call, unit.version<ServiceRequest>(id)); !fits)
    return std::unexpected(fits.error());
  if (const auto ran = run(id, grant); !ran) return std::unexpected(ran.error());
  return answer(backend, call, unit, id, grant);
}

Route staff(std::string method, std::string path, std::string operation, std::string summary,
            std::vector<std::string> roles) {
  return declare(Access::staff, std::move(method), "/v1/institution/service-requests" + path,
                 std::move(operation), std::move(summary), std::move(roles));
}

Route own(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::person, std::move(method), "/v1/accounts/{account}/service-requests" + path,
                 std::move(operation), std::move(summary));
}

void add_own_routes(const Backend& backend, std::vector<Route>& routes) {
  auto list = own("GET", "", "requests.list", "The account's e-service history.");
  list.parameters = parameters_of(list_parameters());
  list.reads = {"service-requests", "profiles"};
  routes.push_back(route<ListAnswer<RequestItem>>(std::move(list), [&backend](const Call& call, Unit& unit) {
    return answer_account_list(backend, call, unit, grant_for_path(call, unit, Right::read), own_list());
  }));

  auto whole =
      own("GET", "/report", "requests.report", "The same list whole: JSON, or an Excel file by Accept.");
  whole.parameters = report_parameters_of(list_parameters());
  whole.reads = {"service-requests"};
  routes.push_back(report_route<RequestItem>(std::move(whole), [&backend](const Call& call, Unit& unit) {
    return answer_report(backend, call, unit, grant_for_path(call, unit, Right::read), own_list(),
                         {"E-pakalpojumu vēsture", "E-service history"}, report_columns());
  }));

  routes.push_back(
      route<RequestJson>(own("GET", "/{request}", "requests.open", "One e-service request."),
                         [&backend](const Call& call, Unit& unit) { return open_own(backend, call, unit); }));

  routes.push_back(
      route<LabelBody, RequestJson>(own("PUT", "/{request}/label", "requests.label",
                                        "Give the request a label of one's own, change or clear it."),
                                    [&backend](const Call& call, Unit& unit, const LabelBody& body) {
                                      return label_own(backend, call, unit, body);
                                    }));
}

void add_staff_routes(const Backend& backend, std::vector<Route>& routes) {
  auto search =
      staff("GET", "", "requests.search", "The institution's e-service requests, over all accounts.", {});
  search.parameters = parameters_of(institution_parameters());
  search.reads = {"service-requests"};
  routes.push_back(
      route<ListAnswer<RequestItem>>(std::move(search), [&backend](const Call& call, Unit& unit) {
        return answer_staff_list<RequestItem, views::RequestRow>(
            backend, call, unit, {institution_parameters(), views::institution_request_list(), item_of},
            views::institution_scope(call.caller.institution));
      }));

  auto registering =
      staff("POST", "", "requests.register", "Register a request made in the portal.", {"clerk"});
  registering.success = 201;
  routes.push_back(route<RegisterRequestBody, RequestJson>(
      std::move(registering), [&backend](const Call& call, Unit& unit, const RegisterRequestBody& body) {
        return register_request(backend, call, unit, body);
      }));

  routes.push_back(route<RequestJson>(
      staff("GET", "/{request}", "requests.open", "One e-service request of the institution.", {}),
      [&backend](const Call& call, Unit& unit) {
        return as_staff(backend, call, unit, [&](domain::RequestId id, const Grant& grant) -> Result<void> {
          record_look(backend, call, unit, grant, id.uuid, {});
          return {};
        });
      }));

  routes.push_back(route<MoveRequestBody, RequestJson>(
      staff("POST", "/{request}/status", "requests.move", "Move a request to another status.", {"clerk"}),
      [&backend](const Call& call, Unit& unit, const MoveRequestBody& body) {
        return as_staff(backend, call, unit, [&](domain::RequestId id, const Grant&) {
          return decide<ServiceRequest>(unit, id, dom::MoveRequest{body.status});
        });
      }));
}

}  // namespace

std::vector<Route> request_routes(const Backend& backend) {
  std::vector<Route> routes;
  add_own_routes(backend, routes);
  add_staff_routes(backend, routes);
  return routes;
}

}  // namespace vesture::api
