#include "api/files/attachment.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>

#include "api/files/download.hpp"
#include "api/files/problems.hpp"
#include "domain/files/content.hpp"

namespace vesture::api {

namespace files = domain::files;

Result<void> attach_file(const Call& call, Unit& unit, domain::FileId id, domain::AccountId account,
                         const files::Subject& subject, files::Role role) {
  const Upload& upload = *call.upload;
  const files::StoredContent content{upload.content, upload.size, upload.commitment};
  const files::AttachFile attaching{
      id, account, subject, role, upload.name, upload.media_type, content, upload.scan, call.caller.person};
  if (auto attached = decide<files::File>(unit, id, attaching); !attached) return attached;
  return decide<files::Content>(unit, upload.content, files::StoreContent{account, content});
}

Result<Reply> open_file(const Backend& backend, const Call& call, Unit& unit, const Grant& grant,
                        domain::FileId id) {
  const auto& state = unit.load<files::File>(id);
  const auto* file = files::attached(state);
  if (!file) return std::unexpected(problems::not_found());
  // Of the past, the present too: no time of keeping is longer for it.
  if (!files::is_held(state, unit.now()) || !files::is_held(state, backend.present()))
    return std::unexpected(problems::file_expired());
  if (!backend.contents_settled) return std::unexpected(problems::not_yet(backend.runner.position()));
  auto content = backend.vault.read(file->content.id.uuid.bytes);
  if (!content) return std::unexpected(problems::file_expired());
  const std::string name = file->name.destroyed ? to_string(id) : file->name.text;
  auto reply = content_reply(call, name, file->media_type, std::move(content));
  if (!reply) return reply;
  act_as(grant, *reply);
  if (gives_content(call, *reply)) record_look(backend, call, unit, grant, id.uuid, {});
  return reply;
}

bool gives_content(const Call& call, const Reply& reply) {
  return call.request.method == "GET" && reply.content != nullptr;
}

std::string essence_of(std::string_view media_type) {
  std::string essence(media_type.substr(0, media_type.find(';')));
  boost::algorithm::trim(essence);
  boost::algorithm::to_lower(essence);
  return essence;
}

}  // namespace vesture::api
