#include "api/order_files.hpp"

#include <charconv>

#include "api/files/attachment.hpp"
#include "api/files/download.hpp"
#include "api/lists.hpp"

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

// The order that a path names, and by what right it is looked at.
struct Named {
  domain::OrderId id;
  Grant grant;
};

const dom::OpenOrder* open_order(Unit& unit, domain::OrderId id) {
  return std::get_if<dom::OpenOrder>(&unit.load<Order>(id));
}

Result<Named> own_order(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_path(backend, call);
  if (!grant) return std::unexpected(grant.error());
  const auto id = call.id<domain::OrderId>(1);
  if (!id) return std::unexpected(id.error());
  const auto* order = open_order(unit, *id);
  if (!order || order->registered.account != grant->account) return std::unexpected(problems::not_found());
  return Named{*id, *grant};
}

Result<Named> institutions_order(const Backend&, const Call& call, Unit& unit) {
  const auto id = call.id<domain::OrderId>(0);
  if (!id) return std::unexpected(id.error());
  const auto* order = open_order(unit, *id);
  if (!order || order->registered.institution != call.caller.institution)
    return std::unexpected(problems::not_found());
  return Named{*id, grant_for_staff(call, order->registered.account)};
}

using Find = Result<Named> (*)(const Backend&, const Call&, Unit&);

// What a route over an order's files is for: the customer's routes and the staff's differ in how they find the order.
struct Side {
  Find find;
  Access access;
  const char* path;
  std::vector<std::string> roles;  // who may add
};
const Side kCustomer{own_order, Access::person, "/v1/accounts/{account}/orders/{order}", {}};
const Side kStaff{institutions_order, Access::staff, "/v1/institution/orders/{order}", {"clerk"}};

bool is_shown(const Call& call, const dom::OpenOrder& order, const dom::AddedFile& file) {
  return call.caller.is_staff() || file.role == Role::document || dom::offers_results(order, file.part);
}

// Staff hold what they gave: only the customer's taking waits for payment.
const domain::Rejection* withheld(const Call& call, const dom::OpenOrder& order, const dom::AddedFile& file) {
  return call.caller.is_staff() ? nullptr : dom::obstacle_to_taking(order, file);
}

FileJson file_json(const Call& call, Unit& unit, const dom::OpenOrder& order, const dom::AddedFile& file) {
  auto json = json_of(unit.load<files::File>(file.id), unit.now(), withheld(call, order, file));
  json.part = file.part;
  if (!file.need.empty()) json.need = file.need;
  return json;
}

// Adding

std::optional<std::uint32_t> parse_part(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string_view parameter(const Call& call, std::string_view name) {
  for (const auto& [key, value] : call.request.query)
    if (key == name) return value;
  return {};
}

// ?part=2&need=ownership; the only part of an order need not be named.
Result<dom::AddFile> document_asked(const Call& call, const dom::OpenOrder& order) {
  const auto named = parameter(call, "part");
  std::optional<std::uint32_t> part;
  if (!named.empty()) part = parse_part(named);
  if (named.empty() && order.parts.size() == 1) part = 1;
  if (!part) return std::unexpected(problems::bad_parameter("part"));
  return dom::AddFile{{}, *part, Role::document, std::string(parameter(call, "need")), {}};
}

// …/parts/{part}/files
Result<dom::AddFile> result_asked(const Call& call, const dom::OpenOrder&) {
  const auto part = parse_part(call.path[1]);
  if (!part) return std::unexpected(problems::not_found());
  return dom::AddFile{{}, *part, Role::result, {}, {}};
}

using Asked = Result<dom::AddFile> (*)(const Call&, const dom::OpenOrder&);

struct Added {
  Named named;
  domain::FileId file;
};

// The order takes the file, or says why not: before the content comes, and once it is there.
Result<Added> add_to_order(const Backend& backend, const Call& call, Unit& unit, Find find, Asked asked,
                           std::string_view media_type) {
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  auto command = asked(call, *open_order(unit, named->id));
  if (!command) return std::unexpected(command.error());
  command->file = backend.mint_id<domain::FileId>();
  command->media_type = essence_of(media_type);
  if (const auto added = decide<Order>(unit, named->id, *command); !added)
    return std::unexpected(added.error());
  return Added{*named, command->file};
}

Route adding_route(const Backend& backend, Route declared, Find find, Asked asked) {
  declared.success = 201;
  return upload_route<FileJson>(
      std::move(declared),
      [&backend, find, asked](const Call& call, Unit& unit) -> Result<UploadAdmission> {
        const auto media_type = call.request.header("content-type");
        const auto added = add_to_order(backend, call, unit, find, asked, media_type);
        if (!added) return std::unexpected(added.error());
        return UploadAdmission{backend.most_file_bytes};
      },
      [&backend, find, asked](const Call& call, Unit& unit,
                              const Upload& upload) -> Result<Answered<FileJson>> {
        const auto added = add_to_order(backend, call, unit, find, asked, upload.media_type);
        if (!added) return std::unexpected(added.error());
        const auto& [id, grant] = added->named;
        const auto& order = *open_order(unit, id);
        const auto& file = *dom::find_file(order, added->file);
        const files::Subject subject{files::SubjectKind::order, id.uuid};
        const auto attached = attach_file(call, unit, file.id, grant.account, subject, file.role);
        if (!attached) return std::unexpected(attached.error());
        Answered<FileJson> answered{file_json(call, unit, order, file), {}};
        answered.reply.status = 201;
        act_as(grant, answered.reply);
        return answered;
      });
}

// Looking

Result<Answered<ListAnswer<FileJson>>> list_files(const Backend& backend, const Call& call, Unit& unit,
                                                  Find find) {
  const auto position = backend.log.head();
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  Answered<ListAnswer<FileJson>> answered;
  answered.value.items = files_of(call, unit, *open_order(unit, named->id));
  answered.value.position = position;
  answered.reply.position = position;
  if (!named->grant.own) record_look(backend, call, unit, named->grant, named->id.uuid, {});
  act_as(named->grant, answered.reply);
  return answered;
}

Result<Answered<DocumentsJson>> list_documents(const Backend& backend, const Call& call, Unit& unit,
                                               Find find) {
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  const auto& order = *open_order(unit, named->id);
  Answered<DocumentsJson> answered{{needs_of(order, call.language), {}}, {}};
  for (const auto& file : order.files)
    if (file.role == Role::document) answered.value.items.push_back(file_json(call, unit, order, file));
  if (!named->grant.own) record_look(backend, call, unit, named->grant, named->id.uuid, {});
  act_as(named->grant, answered.reply);
  return answered;
}

// The customer's first download of a result hands it over (ORD-19); both are durable before a byte leaves.
Result<Reply> download(const Backend& backend, const Call& call, Unit& unit, Find find) {
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  const auto id = call.id<domain::FileId>(call.path.size() - 1);
  if (!id) return std::unexpected(id.error());
  const auto& order = *open_order(unit, named->id);
  const auto* file = dom::find_file(order, *id);
  if (!file || !is_shown(call, order, *file)) return std::unexpected(problems::not_found());
  if (const auto* against = withheld(call, order, *file)) return std::unexpected(problem_of(*against));
  const bool takes_result =
      file->role == Role::result && !call.caller.is_staff() && call.request.method == "GET";
  auto reply = open_file(backend, call, unit, named->grant, *id);
  if (!reply || !takes_result || !gives_content(*reply)) return reply;
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

void add_routes(const Backend& backend, const Side& side, std::vector<Route>& routes) {
  const auto declared = [&side](std::string method, std::string path, std::string operation,
                                std::string summary, std::vector<std::string> roles = {}) {
    auto made = declare(side.access, std::move(method), side.path + path, std::move(operation), std::move(summary),
                        std::move(roles));
    made.reads = {"accounts"};  // the files are folded from their streams
    return made;
  };
  const auto find = side.find;
  auto submitting = declared("POST", "/documents", "orders.submit_document",
                             "Submit a further document, as the service's description asks.", side.roles);
  submitting.parameters = document_parameters();
  routes.push_back(adding_route(backend, std::move(submitting), find, document_asked));

  routes.push_back(route<DocumentsJson>(
      declared("GET", "/documents", "orders.list_documents",
               "The documents that are asked for, which are missing, and those that were submitted."),
      [&backend, find](const Call& call, Unit& unit) { return list_documents(backend, call, unit, find); }));

  routes.push_back(route<ListAnswer<FileJson>>(
      declared("GET", "/files", "orders.list_files", "The order's files: documents and results."),
      [&backend, find](const Call& call, Unit& unit) { return list_files(backend, call, unit, find); }));

  routes.push_back(content_route(
      declared("GET", "/files/{file}", "orders.download",
               "A file's content; a result once the order is paid."),
      [&backend, find](const Call& call, Unit& unit) { return download(backend, call, unit, find); }));
}

}  // namespace

std::vector<FileJson> files_of(const Call& call, Unit& unit, const dom::OpenOrder& order) {
  std::vector<FileJson> shown;
  for (const auto& file : order.files)
    if (is_shown(call, order, file)) shown.push_back(file_json(call, unit, order, file));
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
  routes.push_back(adding_route(
      backend,
      declare(Access::staff, "POST", "/v1/institution/orders/{order}/parts/{part}/files",
              "orders.attach_result", "Attach a result to a part that is worked on or ready.", {"clerk"}),
      institutions_order, result_asked));
  return routes;
}

}  // namespace vesture::api
