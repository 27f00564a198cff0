// What all routes over files share, whatever the files belong to: attaching what came in, giving it out.
#pragma once

#include <string>
#include <string_view>

#include "api/backend.hpp"
#include "api/files/upload.hpp"
#include "domain/files/file.hpp"

namespace vesture::api {

// The unit attaches the upload as a new file of the account's subject, with its content.
Result<void> attach_file(const Call&, Unit&, domain::FileId, domain::AccountId, const domain::files::Subject&,
                         domain::files::Role);

// The file's content, and the look on record (AUD-01). files.expired where its time is over.
Result<Reply> open_file(const Backend&, const Call&, Unit&, const Grant&, domain::FileId);

// Whether bytes leave with the reply: not with HEAD's, nor where the client has them already.
bool gives_content(const Call&, const Reply&);

// "text/plain" of "text/plain; charset=utf-8".
std::string essence_of(std::string_view media_type);

}  // namespace vesture::api
