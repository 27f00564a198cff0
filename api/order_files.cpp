#include "api/order_files.hpp"

#include "api/files/download.hpp"
#include "api/files/subject_files.hpp"
#include "api/http/decimal.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::orders;
namespace files = domain::files;
using dom::Order;
using files::Role;

struct DocumentsJson {
  std::vector<DocumentNeedJson> needs;
  std::vector<FileJson> items;
  BOOST_DESCRIBE_CLASS(DocumentsJson, (), (needs, items), (), ())
};

const Side<Order> kCustomer{find_own<Order>, Access::person, "/v1/accounts/{account}/orders/{order}", {}};
const Side<Order> kStaff{find_as_staff<Order>, Access::staff, "/v1/institution/orders/{order}", {"clerk"}};

bool is_shown(const Grant& grant, const dom::OpenOrder& order, const dom::AddedFile& file) {
  return grant.staff || dom::is_shown(order, file);
}

// Staff hold what they gave: only the customer's taking waits for payment.
const domain::Rejection* withheld(const Grant& grant, const dom::OpenOrder& order,
                                  const dom::AddedFile& file) {
  return grant.staff ? nullptr : dom::obstacle_to_taking(order, file);
}

FileJson file_json(const Grant& grant, Unit& unit, const dom::OpenOrder& order, const dom::AddedFile& file) {
  auto json = json_of(unit.load<files::File>(file.id), unit.now(), withheld(grant, order, file));
  json.part = file.part;
  if (!file.need.empty()) json.need = file.need;
  return json;
}

// Adding

std::string_view parameter(const Call& call, std::string_view name) {
  for (const auto& [key, value] : call.request.query)
    if (key == name) return value;
  return {};
}

// ?part=2&need=ownership; the only part of an order need not be named.
Result<dom::AddFile> document_asked(const Call& call, const dom::OpenOrder& order) {
  const auto named = parameter(call, "part");
  std::optional<std::uint32_t> part;
  if (!named.empty()) part = parse_decimal<std::uint32_t>(named);
  if (named.empty() && order.parts.size() == 1) part = 1;
  if (!part) return std::unexpected(problems::bad_parameter("part"));
  return dom::AddFile{{}, *part, Role::document, std::string(parameter(call, "need")), {}};
}

// …/parts/{part}/files
Result<dom::AddFile> result_asked(const Call& call, const dom::OpenOrder&) {
  const auto part = parse_decimal<std::uint32_t>(call.path[1]);
  if (!part) return std::unexpected(problems::not_found());
  return dom::AddFile{{}, *part, Role::result, {}, {}};
}

FileJson show(const Named<Order>& named, Unit& unit, domain::FileId file) {
  const auto& order = *opened<Order>(unit, named.id);
  return file_json(named.grant, unit, order, *dom::find_file(order, file));
}

using Asked = Result<dom::AddFile> (*)(const Call&, const dom::OpenOrder&);

FilesOf<Order> files_asked(Asked asked, Role role) {
  return {files::SubjectKind::order,
          [asked](const Call& call, Unit& unit, domain::OrderId id, domain::FileId file,
                  std::string_view media_type) -> Result<void> {
            auto command = asked(call, *opened<Order>(unit, id));
            if (!command) return std::unexpected(command.error());
            command->file = file;
            command->media_type = media_type;
            return decide<Order>(unit, id, *command);
          },
          role, show};
}

// Looking

Result<Answered<DocumentsJson>> list_documents(const Backend& backend, const Call& call, Unit& unit,
                                               Find<Order> find) {
  const auto named = find(call, unit, Right::read);
  if (!named) return std::unexpected(named.error());
  const auto& order = *opened<Order>(unit, named->id);
  Answered<DocumentsJson> answered{{needs_of(order, call.language), {}}, {}};
  for (const auto& file : order.files)
    if (file.role == Role::document)
      answered.value.items.push_back(file_json(named->grant, unit, order, file));
  if (!named->grant.own) record_look(backend, call, unit, named->grant, named->id.uuid, {});
  act_as(named->grant, answered.reply);
  return answered;
}

// The customer's first download of a result hands it over (ORD-19); both are durable before a byte leaves.
Result<Reply> download(const Backend& backend, const Call& call, Unit& unit, Find<Order> find) {
  const auto named = find(call, unit, Right::read);
  if (!named) return std::unexpected(named.error());
  const auto id = call.id<domain::FileId>(call.path.size() - 1);
  if (!id) return std::unexpected(id.error());
  const auto& order = *opened<Order>(unit, named->id);
  const auto* file = dom::find_file(order, *id);
  if (!file || !is_shown(named->grant, order, *file)) return std::unexpected(problems::not_found());
  const auto* against = withheld(named->grant, order, *file);
  if (against && files::is_held(unit.load<files::File>(*id), unit.now()))
    return std::unexpected(problem_of(*against));
  const bool takes_result = file->role == Role::result && !named->grant.staff;
  auto reply = open_file(backend, call, unit, named->grant, *id);
  if (!reply || !takes_result || !gives_content(call, *reply)) return reply;
  const auto taken = decide<Order>(unit, named->id, dom::TakeResult{*id});
  if (!taken) return std::unexpected(taken.error());
  return reply;
}

std::vector<Parameter> document_parameters() {
  return {{"part",
           {{"type", "integer"}, {"minimum", 1}},
           "The part that it belongs to; the only one by default.",
           false},
          {"need", {{"type", "string"}}, "The code of the document that was asked for.", false}};
}

void add_routes(const Backend& backend, const Side<Order>& side, std::vector<Route>& routes) {
  const auto find = side.find;
  auto submitting = file_route(side, "POST", "/documents", "orders.submit_document",
                               "Submit a further document, as the service's description asks.", side.writers);
  submitting.parameters = document_parameters();
  routes.push_back(
      adding_route<Order>(backend, std::move(submitting), side, files_asked(document_asked, Role::document)));

  routes.push_back(route<DocumentsJson>(
      file_route(side, "GET", "/documents", "orders.list_documents",
                 "The documents that are asked for, which are missing, and those that were submitted."),
      [&backend, find](const Call& call, Unit& unit) { return list_documents(backend, call, unit, find); }));

  routes.push_back(listing_route<Order>(
      backend,
      file_route(side, "GET", "/files", "orders.list_files", "The order's files: documents and results."),
      find, [](const Named<Order>& named, Unit& unit) {
        return files_of(named.grant, unit, *opened<Order>(unit, named.id));
      }));

  routes.push_back(content_route(
      file_route(side, "GET", "/files/{file}", "orders.download",
                 "A file's content; a result once the order is paid."),
      [&backend, find](const Call& call, Unit& unit) { return download(backend, call, unit, find); }));
}

}  // namespace

std::vector<FileJson> files_of(const Grant& grant, Unit& unit, const dom::OpenOrder& order) {
  std::vector<FileJson> shown;
  for (const auto& file : order.files)
    if (is_shown(grant, order, file)) shown.push_back(file_json(grant, unit, order, file));
  return shown;
}

std::vector<DocumentNeedJson> needs_of(const dom::OpenOrder& order, domain::Language language) {
  std::vector<DocumentNeedJson> needs;
  for (const auto& [part, suspended_from, changed, handed_over] : order.parts) {
    for (const auto& need : part.documents) {
      needs.push_back({part.number,
                       need.code,
                       need.name(language),
                       need.media_types,
                       need.mandatory,
                       dom::is_missing(order, part.number, need),
                       {}});
      for (const auto& file : order.files)
        if (file.part == part.number && file.need == need.code) needs.back().files.push_back(file.id);
    }
  }
  return needs;
}

std::vector<Route> order_file_routes(const Backend& backend) {
  std::vector<Route> routes;
  add_routes(backend, kCustomer, routes);
  add_routes(backend, kStaff, routes);
  routes.push_back(
      adding_route<Order>(backend,
                          file_route(kStaff, "POST", "/parts/{part}/files", "orders.attach_result",
                                     "Attach a result to a part that is worked on or ready.", kStaff.writers),
                          kStaff, files_asked(result_asked, Role::result)));
  return routes;
}

}  // namespace vesture::api
