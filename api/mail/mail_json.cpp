#include "api/mail/mail_json.hpp"

#include "eventstore/digits.hpp"

namespace vesture::api {

namespace mail = domain::mail;

boost::json::object Json<mail::DeliveryStatus>::schema() {
  boost::json::array codes;
  for (const auto& status : mail::delivery_statuses()) codes.emplace_back(status.code);
  return json::enum_schema(std::move(codes));
}

boost::json::object Json<mail::Action>::schema() {
  boost::json::array codes;
  for (auto action = mail::Action::download; action <= mail::Action::destroy;
       action = static_cast<mail::Action>(static_cast<int>(action) + 1))
    codes.emplace_back(mail::code_of(action));
  return json::enum_schema(std::move(codes));
}

AttachmentJson json_of(const mail::Attachment& attachment, domain::Language language) {
  AttachmentJson json;
  json.number = attachment.number;
  if (!attachment.name.destroyed) json.name = attachment.name.text;
  json.media_type = attachment.media_type;
  json.size = attachment.content.size;
  json.scan = attachment.scan;
  auto findings = domain::files::findings_of(attachment.inspection);
  if (!findings) return json;
  json.form = attachment.inspection.form;
  json.invoice = std::move(findings->invoice);
  if (findings->container) json.container = json_of(*findings->container, findings->at, language);
  json.sha256 = eventstore::hex_digits(findings->sha256);
  return json;
}

std::optional<ThreadJson> json_of(const std::optional<mail::Thread>& thread) {
  if (!thread) return std::nullopt;
  return ThreadJson{thread->kind, thread->message};
}

std::string registration_number_of(std::string_view code) {
  constexpr std::string_view kLegalEntity = "NTRLV-";
  return code.starts_with(kLegalEntity) ? std::string(code.substr(kLegalEntity.size())) : "";
}

}  // namespace vesture::api
