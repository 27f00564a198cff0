#include "api/errands/retention.hpp"

#include "api/system_commit.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"

namespace vesture::api {

namespace {

namespace agenda = projections::agenda;
namespace files = domain::files;

// A file that expires takes its content with it: nothing else refers to it.
Result<domain::AccountId> keep_retention(Unit& unit, domain::FileId id) {
  if (const auto kept = decide<files::File>(unit, id, files::KeepRetention{}); !kept)
    return std::unexpected(kept.error());
  const auto& file = unit.load<files::File>(id);
  const auto& attached = *files::attached(file);
  if (std::holds_alternative<files::ExpiredFile>(file)) {
    const files::OrderDestruction order{attached.retention.clause};
    if (const auto ordered = decide<files::Content>(unit, attached.content.id, order); !ordered)
      return std::unexpected(ordered.error());
  }
  return attached.account;
}

class FileRetention final : public Errands {
 public:
  explicit FileRetention(const Backend& backend) : backend_(backend) {}

  agenda::Errand kind() const override { return agenda::Errand::file_retention; }

  void run(std::span<const agenda::Entry> due) override {
    std::vector<SystemAct> acts;
    for (const auto& entry : due)
      acts.push_back({"files.keep_retention", entry.cause,
                      [id = domain::FileId{entry.id}](Unit& unit) { return keep_retention(unit, id); }});
    commit_by_system(backend_, acts);
  }

 private:
  const Backend& backend_;
};

}  // namespace

std::unique_ptr<Errands> file_retention_errands(const Backend& backend) {
  return std::make_unique<FileRetention>(backend);
}

}  // namespace vesture::api
