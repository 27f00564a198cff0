#include "api/request_files.hpp"

#include "api/files/download.hpp"
#include "api/files/subject_files.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::orders;
namespace files = domain::files;
using dom::ServiceRequest;
using files::Role;

const Side<ServiceRequest> kCustomer{
    find_own<ServiceRequest>, Access::person, "/v1/accounts/{account}/service-requests/{request}", {}};
const Side<ServiceRequest> kStaff{
    find_as_staff<ServiceRequest>, Access::staff, "/v1/institution/service-requests/{request}", {"clerk"}};

FileJson show(const Named<ServiceRequest>&, Unit& unit, domain::FileId file) {
  return json_of(unit.load<files::File>(file), unit.now(), nullptr);
}

FilesOf<ServiceRequest> files_in(Role role) {
  return {files::SubjectKind::service_request,
          [role](const Call&, Unit& unit, domain::RequestId id, domain::FileId file, std::string_view) {
            return decide<ServiceRequest>(unit, id, dom::AddRequestFile{file, role});
          },
          role, show};
}

Result<Reply> download(const Backend& backend, const Call& call, Unit& unit, Find<ServiceRequest> find) {
  const auto named = find(call, unit, Right::read);
  if (!named) return std::unexpected(named.error());
  const auto id = call.id<domain::FileId>(call.path.size() - 1);
  if (!id) return std::unexpected(id.error());
  const auto& request = *opened<ServiceRequest>(unit, named->id);
  if (!dom::find_file(request, *id)) return std::unexpected(problems::not_found());
  return open_file(backend, call, unit, named->grant, *id);
}

void add_routes(const Backend& backend, const Side<ServiceRequest>& side, std::vector<Route>& routes) {
  const auto find = side.find;
  routes.push_back(
      adding_route<ServiceRequest>(backend,
                                   file_route(side, "POST", "/documents", "requests.submit_document",
                                              "Submit a document with the request.", side.writers),
                                   side, files_in(Role::document)));
  routes.push_back(
      listing_route<ServiceRequest>(backend,
                                    file_route(side, "GET", "/files", "requests.list_files",
                                               "The files submitted with the request and received from it."),
                                    find, [](const Named<ServiceRequest>& named, Unit& unit) {
                                      return files_of(unit, *opened<ServiceRequest>(unit, named.id));
                                    }));
  routes.push_back(content_route(
      file_route(side, "GET", "/files/{file}", "requests.download", "A file's content."),
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
  routes.push_back(adding_route<ServiceRequest>(backend,
                                                file_route(kStaff, "POST", "/files", "requests.attach_result",
                                                           "Attach a result of the request.", kStaff.writers),
                                                kStaff, files_in(Role::result)));
  return routes;
}

}  // namespace vesture::api
