#include "api/mail/print_page.hpp"

#include <fmt/format.h>

#include "api/mail/paper.hpp"
#include "api/mail/safe_html.hpp"
#include "api/mail/wall_time.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using domain::Language;
using domain::Text;
using projections::mail::Kind;

// "Name, e-address", as much of it as is known.
std::string named(const RecipientJson& recipient) {
  std::string text = recipient.name.value_or("");
  const auto e_address = recipient.e_address.value_or("");
  if (!text.empty() && !e_address.empty()) text += ", ";
  return text + e_address;
}

// Of a received one the sender's, of a sent one the recipient's (MAIL-11, MAIL-12).
std::string registration_number(const MessageJson& message) {
  if (message.kind == Kind::received) return message.from ? message.from->registration_number : "";
  return message.to.size() == 1 ? message.to.front().registration_number.value_or("") : "";
}

Text time_label(Kind kind) {
  switch (kind) {
    case Kind::received:
      return {"Saņemts", "Received"};
    case Kind::sent:
      return {"Nodots nosūtīšanai", "Submitted"};
    case Kind::draft:
      break;
  }
  return {"Saglabāts", "Saved"};
}

void put_statuses(const MessageJson& message, Paper& page) {
  const auto language = page.language();
  if (message.sending_status) {
    std::string status(mail::words(*message.sending_status).label.in(language));
    if (message.sent_at) status += ", " + wall_time(*message.sent_at, language);
    if (message.failure) status += ": " + std::string(message.failure->title);
    page.line({"Izsūtīšanas statuss", "Sending status"}, status);
  }
  if (message.delivery_status) {
    std::string status(mail::words(*message.delivery_status).label.in(language));
    if (message.delivered_at) status += ", " + wall_time(*message.delivered_at, language);
    page.line({"Piegādes statuss", "Delivery status"}, status);
  }
  if (message.refusal_reason)
    page.line({"Noraidīšanas iemesls", "Reason for refusing"}, *message.refusal_reason);
}

Text state_label(domain::signatures::State state) {
  using enum domain::signatures::State;
  switch (state) {
    case none:
      return {"Nav parakstīts", "Not signed"};
    case valid:
      return {"Paraksts ir derīgs pret norādītajiem uzticamības enkuriem",
              "The signature is valid against the configured anchors"};
    case indeterminate:
      return {"Paraksta derīgums nav nosakāms", "Whether the signature is valid cannot be told"};
    case invalid:
      return {"Paraksts nav derīgs", "The signature is not valid"};
  }
  return {};
}

void put_reasons(const std::vector<ReasonJson>& reasons, std::string& html) {
  for (const auto& reason : reasons)
    html += fmt::format("<br>{}{}{}", html_escaped(reason.title), reason.subject.empty() ? "" : ": ",
                        html_escaped(reason.subject));
}

// What was found of a container's signatures, and when (MAIL-19).
std::string signatures_of(const ContainerJson& container, Language language) {
  auto html = fmt::format("<br>{} ({})", state_label(container.state).in(language),
                          wall_time(container.verified_at, language));
  put_reasons(container.reasons, html);
  for (const auto& signature : container.signatures) {
    html += fmt::format("<br>{}: {}", html_escaped(signature.signer.name),
                        state_label(signature.state).in(language));
    put_reasons(signature.reasons, html);
  }
  return html;
}

std::string attachments_of(const MessageJson& message, Language language) {
  if (message.attachments.empty()) return {};
  constexpr Text kHeading{"Pielikumi", "Attachments"};
  std::string list = fmt::format("<h2>{}</h2>\n<ol>\n", kHeading.in(language));
  for (const auto& attachment : message.attachments)
    list +=
        fmt::format("<li>{} ({} B){}</li>\n", html_escaped(attachment.name.value_or("–")), attachment.size,
                    attachment.container ? signatures_of(*attachment.container, language) : "");
  return list + "</ol>\n";
}

}  // namespace

std::string print_page(const MessageJson& message, Language language) {
  Paper page(language);
  constexpr Text kNumber{"Reģistr. nr.", "Registration number"};
  const bool received = message.kind == Kind::received;
  if (message.from) page.line({"No", "From"}, message.from->name);
  if (received) page.line(kNumber, registration_number(message));
  for (const auto& recipient : message.to) page.line({"Kam", "To"}, named(recipient));
  if (!received) page.line(kNumber, registration_number(message));
  page.line(time_label(message.kind), message.time);
  put_statuses(message, page);
  page.line({"Ziņojuma ID", "Message id"}, to_string(message.id));
  constexpr Text kNoSubject{"(bez temata)", "(no subject)"};
  const auto subject = message.subject.value_or("");
  const auto body =
      fmt::format("<main>\n{}\n</main>\n{}", message.html.value_or(""), attachments_of(message, language));
  return page.finish(subject.empty() ? kNoSubject.in(language) : std::string_view(subject), body);
}

}  // namespace vesture::api
