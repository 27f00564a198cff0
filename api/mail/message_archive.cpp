#include "api/mail/message_archive.hpp"

#include "api/files/archive_names.hpp"
#include "api/files/zip_archive.hpp"
#include "api/mail/print_page.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;

// One content is opened at a time, when its turn comes.
ZipEntry entry_of(const eventstore::Vault& vault, std::string name, const mail::Attachment& attachment) {
  return {std::move(name), attachment.content.size, [&vault, id = attachment.content.id.uuid.bytes] {
            std::shared_ptr<eventstore::VaultReader> content = vault.read(id);
            if (!content)
              throw eventstore::ContentGone("an attachment was destroyed while it was downloaded");
            return [content] { return content->read(); };
          }};
}

std::vector<std::string> names_of(const std::vector<mail::Attachment>& attachments) {
  std::vector<std::string> names;
  for (const auto& attachment : attachments) names.push_back(attachment.name.text);
  return archive_names(names);
}

}  // namespace

std::shared_ptr<StreamedContent> message_archive(const Backend& backend, MessageJson message,
                                                 const std::vector<mail::Attachment>& attachments,
                                                 domain::Language language) {
  for (const auto& attachment : attachments)
    if (attachment.name.destroyed || !backend.vault.read(attachment.content.id.uuid.bytes)) return nullptr;
  message.actions.clear();  // nothing is done with what was taken out
  std::string json;
  write_json(json, message);
  std::vector<ZipEntry> entries;
  entries.push_back(zip_entry("message.html", print_page(message, language)));
  entries.push_back(zip_entry("message.json", std::move(json)));
  const auto names = names_of(attachments);
  for (std::size_t i = 0; i < attachments.size(); ++i)
    entries.push_back(entry_of(backend.vault, "attachments/" + names[i], attachments[i]));
  return zip_archive(std::move(entries), message.time);
}

}  // namespace vesture::api
