// A content that the vault holds for a commit that is still to be made. Nothing refers to it until then: at any other end
// it is destroyed.
#pragma once

#include <string_view>

#include "api/backend.hpp"
#include "domain/files/file.hpp"

namespace vesture::api {

// What blocks is for a pool, the destructor too. For one thread at a time.
class NewContent {
 public:
  // The vault outlives it.
  NewContent(eventstore::Vault& vault, domain::ContentId id) : vault_(vault), id_(id) {}
  ~NewContent();  // destroys it, unless it is kept or undecided
  NewContent(const NewContent&) = delete;
  NewContent& operator=(const NewContent&) = delete;

  // A commit that refers to it is durable.
  void keep();
  // Nobody knows whether such a commit is durable: what stays unkept is looked at when the server starts.
  void leave_undecided() { decided_ = true; }

 private:
  eventstore::Vault& vault_;
  const domain::ContentId id_;
  bool decided_ = false;
};

// Writes a small content (what a person typed) into the vault for the unit's commit: kept with it, destroyed where it is
// refused, meets a conflict or is not tried. The unit's events are to refer to it. store_failed where the vault does not
// take it. Blocks: for a slow route.
Result<domain::files::StoredContent> store_content(const Backend&, Unit&, std::string_view bytes);

}  // namespace vesture::api
