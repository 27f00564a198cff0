#include "api/files/new_content.hpp"

#include <spdlog/spdlog.h>

#include <memory>
#include <stdexcept>

namespace vesture::api {

NewContent::~NewContent() {
  if (decided_) return;
  try {
    vault_.destroy(id_.uuid.bytes);
  } catch (const std::exception& error) {
    spdlog::error("a content without a commit stays until the server starts again: {}", error.what());
  }
}

void NewContent::keep() {
  decided_ = true;
  try {
    vault_.keep(id_.uuid.bytes);
  } catch (const std::exception& error) {
    // The commit is durable whatever becomes of the mark.
    spdlog::error("a content stays unmarked until the server starts again: {}", error.what());
  }
}

Result<domain::files::StoredContent> store_content(const Backend& backend, Unit& unit,
                                                   std::string_view bytes) {
  const auto id = backend.mint_id<domain::ContentId>();
  try {
    const auto writer = backend.vault.create(id.uuid.bytes);
    writer->write(bytes);
    const auto facts = writer->finish();
    const auto content = std::make_shared<NewContent>(backend.vault, id);
    unit.when_committed([content] { content->keep(); });
    unit.when_undecided([content] { content->leave_undecided(); });
    return domain::files::StoredContent{id, facts.size, facts.commitment};
  } catch (const std::runtime_error& error) {
    spdlog::error("the vault did not take a content: {}", error.what());
    return std::unexpected(problems::store_failed());
  }
}

}  // namespace vesture::api
