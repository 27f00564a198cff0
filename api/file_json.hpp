// Files and the documents that are asked for, as they look in JSON.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "api/http/json.hpp"
#include "domain/files/file.hpp"

namespace vesture::domain {
BOOST_DESCRIBE_ENUM(TermUnit, calendar_days, working_days, calendar_days_without_roll)
}

namespace vesture::domain::files {
BOOST_DESCRIBE_ENUM(Role, document, result)
BOOST_DESCRIBE_ENUM(Scan, not_scanned, clean)
}  // namespace vesture::domain::files

namespace vesture::api {

// A deadline that explains itself.
struct DeadlineJson {
  std::string clause;  // the rule that sets it
  domain::Date start;
  domain::TermUnit unit{};
  std::int32_t count = 0;
  std::vector<domain::Date> skipped;  // days that did not count
  domain::Instant due;
  std::uint16_t calendar = 0;  // the version that it was reckoned with
  bool provisional = false;
  BOOST_DESCRIBE_CLASS(DeadlineJson, (), (clause, start, unit, count, skipped, due, calendar, provisional),
                       (), ())
};

enum class FileAvailability { available, withheld, expired };
BOOST_DESCRIBE_ENUM(FileAvailability, available, withheld, expired)

struct FileJson {
  domain::FileId id;
  domain::files::Role role{};
  std::optional<std::uint32_t> part;  // of an order
  std::optional<std::string> need;    // the code of the document that was asked for
  std::optional<std::string> name;    // null where its key is gone
  std::string media_type;
  std::uint64_t size = 0;  // bytes
  domain::files::Scan scan{};
  domain::PersonId attached_by;
  domain::Instant attached;
  domain::Instant expires_at;
  DeadlineJson retention;
  FileAvailability availability{};
  std::optional<std::string> withheld_because;  // the code that a download would be refused with
  BOOST_DESCRIBE_CLASS(FileJson, (),
                       (id, role, part, need, name, media_type, size, scan, attached_by, attached, expires_at,
                        retention, availability, withheld_because),
                       (), ())
};

// A document that the service's description asks for (ORD-15).
struct DocumentNeedJson {
  std::uint32_t part = 0;
  std::string code;
  std::string name;
  std::vector<std::string> media_types;  // that are taken; empty: any
  bool mandatory = true;
  bool missing = false;
  std::vector<domain::FileId> files;  // that were submitted for it
  BOOST_DESCRIBE_CLASS(DocumentNeedJson, (), (part, code, name, media_types, mandatory, missing, files), (),
                       ())
};

DeadlineJson json_of(const domain::Deadline&);
// `withheld`: why the caller is not given the content, where they are not.
FileJson json_of(const domain::files::FileState&, domain::Instant now, const domain::Rejection* withheld);

}  // namespace vesture::api
