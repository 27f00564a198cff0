#include "tests/api/order_files_fixture.hpp"

#include "domain/files/file.hpp"

namespace vesture::api {

Said upload(Visitor& who, const std::string& target, const UploadFile& file, Fields more) {
  more.emplace_back("Content-Type", file.media_type);
  more.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + percent_encoded(file.name));
  return who.send("POST", target, file.bytes, more);
}

Said OrderFilesTest::attach_result(const Said& order, const UploadFile& file, int part) {
  return upload(clerk, staff_path(order) + "/parts/" + std::to_string(part) + "/files", file);
}

OrderFilesTest::Ready OrderFilesTest::ready_order(const UploadFile& file) {
  Ready made{register_order(order_body(annas)), {}};
  move(made.order, "in_progress");
  const auto attached = attach_result(made.order, file);
  EXPECT_EQ(attached.status, 201) << attached.body;
  made.file = attached.text("/id");
  EXPECT_EQ(move(made.order, "ready").status, 200);
  return made;
}

void OrderFilesTest::days_pass(int days) {
  portal.clock.turn(std::chrono::days(days));
  portal.portal().keep_time();
}

domain::ContentId OrderFilesTest::content_of(const std::string& file) {
  const auto& backend = portal.portal().backend();
  Unit unit(backend.log, backend.cipher, backend.now());
  const domain::FileId id{domain::parse_uuid(file).value()};
  return domain::files::attached(unit.load<domain::files::File>(id))->content.id;
}

bool OrderFilesTest::vault_has(const domain::ContentId& content) {
  return portal.portal().backend().vault.read(content.uuid.bytes) != nullptr;
}

std::vector<std::string> OrderFilesTest::events_of(const std::string& stream) {
  std::vector<std::string> types;
  portal.portal().backend().log.read_stream(stream, 1,
                                            [&](const eventstore::Commit&, const eventstore::Event& event) {
                                              types.emplace_back(event.type);
                                              return true;
                                            });
  return types;
}

}  // namespace vesture::api
