// Routes over the files of an order or a request, as far as they are the same for both: what adding one takes, and what
// the list looks like.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "api/file_json.hpp"
#include "api/files/attachment.hpp"
#include "api/lists.hpp"
#include "api/subject.hpp"

namespace vesture::api {

template <class Aggregate>
struct FilesOf {
  domain::files::SubjectKind kind;
  // Lets the subject take the file, or says why it does not.
  std::function<Result<void>(const Call&, Unit&, typename Aggregate::Id, domain::FileId,
                             std::string_view media_type)>
      add;
  domain::files::Role role;
  std::function<FileJson(const Named<Aggregate>&, Unit&, domain::FileId)> show;
};

// A declaration of one side's, below the subject's path.
template <class Aggregate>
Route file_route(const Side<Aggregate>& side, std::string method, std::string path, std::string operation,
                 std::string summary, std::vector<std::string> roles = {}) {
  auto declared = declare(side.access, std::move(method), side.path + path, std::move(operation),
                          std::move(summary), std::move(roles));
  return declared;
}

// POST of a content: the subject is asked before a byte is read, and again once all of it is there.
template <class Aggregate>
Route adding_route(const Backend& backend, Route declared, const Side<Aggregate>& side,
                   FilesOf<Aggregate> files) {
  declared.success = 201;
  const auto add = [find = side.find, files](const Call& call, Unit& unit, domain::FileId file,
                                             std::string_view media_type) -> Result<Named<Aggregate>> {
    const auto named = find(call, unit, Right::write);
    if (!named) return named;
    if (const auto fits = check_if_match(call, unit.version<Aggregate>(named->id)); !fits)
      return std::unexpected(fits.error());
    if (const auto added = files.add(call, unit, named->id, file, essence_of(media_type)); !added)
      return std::unexpected(added.error());
    return named;
  };
  return upload_route<FileJson>(
      std::move(declared),
      [&backend, add](const Call& call, Unit& unit) -> Result<UploadAdmission> {
        const auto media_type = call.request.header("content-type");
        const auto added = add(call, unit, backend.mint_id<domain::FileId>(), media_type);
        if (!added) return std::unexpected(added.error());
        return UploadAdmission{backend.most_file_bytes};
      },
      [&backend, add, files, path = std::string(side.path)](
          const Call& call, Unit& unit, const Upload& upload) -> Result<Answered<FileJson>> {
        const auto file = backend.mint_id<domain::FileId>();
        const auto named = add(call, unit, file, upload.media_type);
        if (!named) return std::unexpected(named.error());
        const domain::files::Subject subject{files.kind, named->id.uuid};
        const auto attached = attach_file(call, unit, file, named->grant.account, subject, files.role);
        if (!attached) return std::unexpected(attached.error());
        Answered<FileJson> answered{files.show(*named, unit, file), {}};
        answered.reply.status = 201;
        answered.reply.headers.emplace_back("Location",
                                            filled(path, call.path) + "/files/" + to_string(file));
        act_as(named->grant, answered.reply);
        return answered;
      });
}

// GET of what `shown` gives; the look of anyone but the owner is on record.
template <class Aggregate>
Route listing_route(const Backend& backend, Route declared, Find<Aggregate> find,
                    std::function<std::vector<FileJson>(const Named<Aggregate>&, Unit&)> shown) {
  return route<ListAnswer<FileJson>>(
      std::move(declared),
      [&backend, find, shown](const Call& call, Unit& unit) -> Result<Answered<ListAnswer<FileJson>>> {
        const auto position = backend.log.head();
        const auto named = find(call, unit, Right::read);
        if (!named) return std::unexpected(named.error());
        Answered<ListAnswer<FileJson>> answered;
        answered.value.items = shown(*named, unit);
        answered.value.position = position;
        answered.reply.position = position;
        if (!named->grant.own) record_look(backend, call, unit, named->grant, named->id.uuid, {});
        act_as(named->grant, answered.reply);
        return answered;
      });
}

}  // namespace vesture::api
