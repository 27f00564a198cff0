#include "api/request_files.hpp"

#include "api/files/attachment.hpp"
#include "api/files/download.hpp"
#include "api/lists.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::orders;
namespace files = domain::files;
using dom::ServiceRequest;
using files::Role;

// The request that a path names, and by what right it is looked at.
struct Named {
  domain::RequestId id;
  Grant grant;
};

const dom::OpenRequest* open_request(Unit& unit, domain::RequestId id) {
  return std::get_if<dom::OpenRequest>(&unit.load<ServiceRequest>(id));
}

Result<Named> own_request(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_path(backend, call);
  if (!grant) return std::unexpected(grant.error());
  const auto id = call.id<domain::RequestId>(1);
  if (!id) return std::unexpected(id.error());
  const auto* request = open_request(unit, *id);
  if (!request || request->requested.account != grant->account) return std::unexpected(problems::not_found());
  return Named{*id, *grant};
}

Result<Named> institutions_request(const Backend&, const Call& call, Unit& unit) {
  const auto id = call.id<domain::RequestId>(0);
  if (!id) return std::unexpected(id.error());
  const auto* request = open_request(unit, *id);
  if (!request || request->requested.institution != call.caller.institution)
    return std::unexpected(problems::not_found());
  return Named{*id, grant_for_staff(call, request->requested.account)};
}

using Find = Result<Named> (*)(const Backend&, const Call&, Unit&);

struct Side {
  Find find;
  Access access;
  const char* path;
  std::vector<std::string> roles;  // who may add
};
const Side kCustomer{own_request, Access::person, "/v1/accounts/{account}/service-requests/{request}", {}};
const Side kStaff{
    institutions_request, Access::staff, "/v1/institution/service-requests/{request}", {"clerk"}};

struct Added {
  Named named;
  domain::FileId file;
};

// The request takes the file, or says why not: before the content comes, and once it is there.
Result<Added> add_to_request(const Backend& backend, const Call& call, Unit& unit, Find find, Role role) {
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  const auto file = backend.mint_id<domain::FileId>();
  if (const auto added = decide<ServiceRequest>(unit, named->id, dom::AddRequestFile{file, role}); !added)
    return std::unexpected(added.error());
  return Added{*named, file};
}

Route adding_route(const Backend& backend, Route declared, Find find, Role role) {
  declared.success = 201;
  return upload_route<FileJson>(
      std::move(declared),
      [&backend, find, role](const Call& call, Unit& unit) -> Result<UploadAdmission> {
        const auto added = add_to_request(backend, call, unit, find, role);
        if (!added) return std::unexpected(added.error());
        return UploadAdmission{backend.most_file_bytes};
      },
      [&backend, find, role](const Call& call, Unit& unit, const Upload&) -> Result<Answered<FileJson>> {
        const auto added = add_to_request(backend, call, unit, find, role);
        if (!added) return std::unexpected(added.error());
        const auto& [id, grant] = added->named;
        const files::Subject subject{files::SubjectKind::service_request, id.uuid};
        const auto attached = attach_file(call, unit, added->file, grant.account, subject, role);
        if (!attached) return std::unexpected(attached.error());
        Answered<FileJson> answered{json_of(unit.load<files::File>(added->file), unit.now(), nullptr), {}};
        answered.reply.status = 201;
        act_as(grant, answered.reply);
        return answered;
      });
}

Result<Answered<ListAnswer<FileJson>>> list_files(const Backend& backend, const Call& call, Unit& unit,
                                                  Find find) {
  const auto position = backend.log.head();
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  Answered<ListAnswer<FileJson>> answered;
  answered.value.items = files_of(unit, *open_request(unit, named->id));
  answered.value.position = position;
  answered.reply.position = position;
  if (!named->grant.own) record_look(backend, call, unit, named->grant, named->id.uuid, {});
  act_as(named->grant, answered.reply);
  return answered;
}

Result<Reply> download(const Backend& backend, const Call& call, Unit& unit, Find find) {
  const auto named = find(backend, call, unit);
  if (!named) return std::unexpected(named.error());
  const auto id = call.id<domain::FileId>(call.path.size() - 1);
  if (!id) return std::unexpected(id.error());
  if (!dom::find_file(*open_request(unit, named->id), *id)) return std::unexpected(problems::not_found());
  return open_file(backend, call, unit, named->grant, *id);
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
  routes.push_back(adding_route(backend,
                                declared("POST", "/documents", "requests.submit_document",
                                         "Submit a document with the request.", side.roles),
                                find, Role::document));
  routes.push_back(route<ListAnswer<FileJson>>(
      declared("GET", "/files", "requests.list_files",
               "The files submitted with the request and received from it."),
      [&backend, find](const Call& call, Unit& unit) { return list_files(backend, call, unit, find); }));
  routes.push_back(content_route(
      declared("GET", "/files/{file}", "requests.download", "A file's content."),
      [&backend, find](const Call& call, Unit& unit) { return download(backend, call, unit, find); }));
}

}  // namespace

std::vector<FileJson> files_of(Unit& unit, const dom::OpenRequest& request) {
  std::vector<FileJson> all;
  for (const auto& file : request.files)
    all.push_back(json_of(unit.load<files::File>(file.id), unit.now(), nullptr));
  return all;
}

std::vector<Route> request_file_routes(const Backend& backend) {
  std::vector<Route> routes;
  add_routes(backend, kCustomer, routes);
  add_routes(backend, kStaff, routes);
  routes.push_back(
      adding_route(backend,
                   declare(Access::staff, "POST", "/v1/institution/service-requests/{request}/files",
                           "requests.attach_result", "Attach a result of the request.", {"clerk"}),
                   institutions_request, Role::result));
  return routes;
}

}  // namespace vesture::api
