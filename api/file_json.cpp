#include "api/file_json.hpp"

namespace vesture::api {

namespace files = domain::files;

DeadlineJson json_of(const domain::Deadline& deadline) {
  return {deadline.clause,  deadline.start, deadline.unit,     deadline.count,
          deadline.skipped, deadline.due,   deadline.calendar, deadline.provisional};
}

FileJson json_of(const files::FileState& state, domain::Instant now, const domain::Rejection* withheld) {
  const auto& file = *files::attached(state);
  FileJson json;
  json.id = file.file;
  json.role = file.role;
  if (!file.name.destroyed) json.name = file.name.text;
  json.media_type = file.media_type;
  json.size = file.content.size;
  json.scan = file.scan;
  json.attached_by = file.attached_by;
  json.attached = file.at;
  json.expires_at = file.retention.due;
  json.retention = json_of(file.retention);
  if (!files::is_held(state, now)) {
    json.availability = FileAvailability::expired;
  } else if (withheld) {
    json.availability = FileAvailability::withheld;
    json.withheld_because = withheld->code;
  }
  return json;
}

}  // namespace vesture::api
