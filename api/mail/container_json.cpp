#include "api/mail/container_json.hpp"

#include "domain/signatures/reasons.hpp"

namespace vesture::api {

namespace {

namespace signatures = domain::signatures;

// A code that was found by a version that had it, and this one has not, says itself.
std::string title_of(const std::string& code, domain::Language language) {
  const auto text = signatures::text_of(code);
  return text ? std::string(text->in(language)) : code;
}

std::vector<ReasonJson> reasons_json(const std::vector<signatures::Reason>& reasons,
                                     domain::Language language) {
  std::vector<ReasonJson> all;
  for (const auto& reason : reasons)
    all.push_back({reason.code, title_of(reason.code, language), reason.subject});
  return all;
}

SignatureJson signature_json(const signatures::SignatureVerdict& signature, domain::Language language) {
  SignatureJson json{signature.id,
                     signature.state,
                     reasons_json(signature.reasons, language),
                     {},
                     signature.signer,
                     signature.claimed_at,
                     signature.stamped_at};
  for (const auto& code : signature.checked) json.checked.push_back({code, title_of(code, language)});
  return json;
}

}  // namespace

ContainerJson json_of(const signatures::ContainerVerdict& verdict, domain::Language language) {
  ContainerJson json{verdict.state, reasons_json(verdict.reasons, language), {}, {}};
  for (const auto& file : verdict.files) json.files.push_back({file.name, file.size});
  for (const auto& signature : verdict.signatures)
    json.signatures.push_back(signature_json(signature, language));
  return json;
}

}  // namespace vesture::api
