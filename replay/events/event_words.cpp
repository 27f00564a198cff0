#include "replay/events/event_words.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "domain/mail/status.hpp"
#include "domain/orders/status.hpp"

namespace vesture::replay {

namespace {

using domain::Language;
using domain::Text;

const std::vector<EventWords> kWords{
    {"access.Looked", {"Apskatīti konta dati", "The account's data were looked at"}, {"AUD-01"}},

    {"accounts.AccountActivated",
     {"E-adreses konts aktivizēts", "The e-address account was activated"},
     {"ACC-07", "ACC-08"}},
    {"accounts.AccountDeactivated",
     {"E-adreses konts deaktivizēts", "The e-address account was deactivated"},
     {"ACC-07"}},
    {"accounts.AccountOpened", {"Atvērts konts ({kind})", "An account was opened ({kind})"}, {"ORD-01"}},
    {"accounts.ApplicationAccepted",
     {"Pieteikums apstiprināts; atvērts konts {account}",
      "The application was accepted; it opened account {account}"},
     {"ORD-01"}},
    {"accounts.ApplicationRefused", {"Pieteikums noraidīts", "The application was refused"}, {"ORD-01"}},
    {"accounts.ApplicationSubmitted",
     {"Iesniegts juridiskās personas konta pieteikums ({channel})",
      "An application for a legal entity's account was handed in ({channel})"},
     {"ORD-01"}},
    {"accounts.ConsentGiven", {"Dota piekrišana: {consent}", "Consent was given: {consent}"}, {"ACC-04"}},
    {"accounts.ConsentWithdrawn",
     {"Atsaukta piekrišana: {consent}", "Consent was withdrawn: {consent}"},
     {"ACC-04"}},
    {"accounts.BankAccountRemoved", {"Noņemts bankas konts", "The bank account was removed"}, {"ACC-05"}},
    {"accounts.BankAccountSet", {"Norādīts bankas konts", "A bank account was given"}, {"ACC-05"}},
    {"accounts.ContactChannelAdded",
     {"Pievienota saziņa: {kind}", "A contact channel was added: {kind}"},
     {"ACC-02", "ACC-03"}},
    {"accounts.ContactChannelChanged",
     {"Mainīta saziņa", "A contact channel was changed"},
     {"ACC-02", "ACC-03"}},
    {"accounts.ContactChannelRemoved",
     {"Noņemta saziņa", "A contact channel was removed"},
     {"ACC-02", "ACC-03"}},
    {"accounts.EAddressAnnulled",
     {"E-adrese anulēta ({because})", "The e-address was annulled ({because})"},
     {"ACC-09"}},
    {"accounts.EAddressMoved", {"Kontam ir cita e-adrese", "The account has another e-address"}, {"ACC-08"}},
    {"accounts.IdentityNotFound",
     {"Reģistrā identitātes datu nav", "The register knows nobody by the account's code"},
     {"ACC-01"}},
    {"accounts.IdentityUpdated",
     {"Identitātes dati saņemti no reģistra", "The register told the owner's identity data"},
     {"ACC-01"}},
    {"accounts.LegalEntityClosed",
     {"Juridiskā persona slēgta, saskaņā ar reģistru", "The legal entity was closed, as the register told"},
     {"ACC-09"}},
    {"accounts.LegalEntityRegistered",
     {"Juridiskā persona reģistrēta ar kontu {account}",
      "The legal entity was registered with account {account}"},
     {"ORD-01"}},
    {"accounts.PersonAccountOpened",
     {"Personai atvērts konts {account}", "The person's own account {account} was opened"},
     {"ORD-01"}},
    {"accounts.PersonDied",
     {"Persona mirusi, saskaņā ar reģistru", "The person died, as the register told"},
     {"ACC-09"}},
    {"accounts.PersonRegistered",
     {"Persona autentificējās pirmo reizi", "The person authenticated for the first time"},
     {"ORD-01"}},
    {"accounts.PersonalCodeReplaced",
     {"Personas kods aizstāts ar citu", "The personal code was replaced by another"},
     {"ACC-08"}},
    {"accounts.RegisterChangeTaken",
     {"Saņemta reģistra izmaiņa Nr. {sequence} ({kind}): {outcome}",
      "The register's change {sequence} was taken ({kind}): {outcome}"},
     {"ACC-08", "ACC-09"}},
    {"accounts.SettingsChanged",
     {"Iestatījumi: {page_size} ieraksti lapā, e-pasta valoda {language}",
      "Settings: {page_size} records a page, language of e-mail {language}"},
     {"ACC-06"}},
    {"accounts.UserAdded",
     {"Kontam pievienots lietotājs {person}", "User {person} was added to the account"},
     {"ORD-01", "RGT-03"}},
    {"accounts.UserRemoved",
     {"Lietotāja {person} tiesības kontā izbeigtas", "User {person} has no rights in the account any more"},
     {"RGT-03"}},
    {"accounts.UserRightsChanged",
     {"Mainītas lietotāja {person} tiesības", "User {person}'s rights in the account were changed"},
     {"RGT-03"}},

    {"files.ContentDestroyed",
     {"Saturs ({content.size} baiti) neatgriezeniski iznīcināts ({clause}); tas noteikts {ordered_at}",
      "A content of {content.size} bytes was destroyed for good, by {clause}, as ordered at {ordered_at}"},
     {"ORD-14", "RET-04"}},
    {"files.ContentHeld",
     {"Saturs tiek izmantots arī citur ({holder})", "The content is held by {holder}"},
     {"MAIL-09"}},
    {"files.ContentReleased",
     {"Saturs vairs nav vajadzīgs ({holder}, {clause})",
      "The content was let go of by {holder}, by {clause}"},
     {"MAIL-09", "RET-03"}},
    {"files.ContentStored",
     {"Glabātavā ielikts saturs ({content.size} baiti)",
      "A content of {content.size} bytes was put into the vault"},
     {"ORD-14"}},
    {"files.DestructionOrdered",
     {"Noteikta satura iznīcināšana ({clause})", "The destruction of a content was ordered, by {clause}"},
     {"ORD-14", "RET-04"}},
    {"files.ExpiryWarned",
     {"{Subject}: brīdinājums, ka datne tiks dzēsta {expires_at} ({days} dienas iepriekš)",
      "{Subject}: the account was warned {days} days ahead that a file will be destroyed at {expires_at}"},
     {"ORD-14"}},
    {"files.FileAttached",
     {"{Subject}: pievienota datne ({role}, {media_type}, {content.size} baiti), glabājama līdz "
      "{retention.due}",
      "{Subject}: a file was attached ({role}, {media_type}, {content.size} bytes), to be kept until "
      "{retention.due}"},
     {"ORD-14"}},
    {"files.FileExpired",
     {"{Subject}: datnes glabāšanas termiņš beidzies ({clause})",
      "{Subject}: a file's term has ended, by {clause}"},
     {"ORD-14", "RET-04"}},

    {"mail.AttachmentAdded",
     {"Melnrakstam pievienots {attachment.number}. pielikums ({attachment.media_type}, "
      "{attachment.content.size} baiti)",
      "The draft got attachment {attachment.number} ({attachment.media_type}, {attachment.content.size} "
      "bytes)"},
     {"MAIL-05", "MAIL-16", "MAIL-17", "MAIL-19"}},
    {"mail.AttachmentRemoved",
     {"No melnraksta izņemts {number}. pielikums", "Attachment {number} was removed from the draft"},
     {"MAIL-05"}},
    {"mail.CopyDeleted",
     {"Konta {account} ziņojums ({side}) pārvietots uz dzēstajiem: {because}",
      "Account {account} has the message ({side}) in deleted: {because}"},
     {"MAIL-09", "RET-02"}},
    {"mail.CopyDestroyed",
     {"Konta {account} ziņojums ({side}) neatgriezeniski dzēsts ({clause})",
      "Account {account} has the message ({side}) no more: it was deleted for good, by {clause}"},
     {"MAIL-09", "RET-03"}},
    {"mail.CopyFiled",
     {"Kontā {account} ielikts ziņojums ({side}), glabājams līdz {keeping.due}",
      "Account {account} got the message ({side}), to be kept until {keeping.due}"},
     {"MAIL-15", "RET-01"}},
    {"mail.CopyRestored",
     {"Konta {account} ziņojums ({side}) atjaunots no dzēstajiem",
      "Account {account} has the message ({side}) restored from deleted"},
     {"MAIL-10"}},
    {"mail.DraftDeleted",
     {"Melnraksts pārvietots uz dzēstajiem: {because}", "The draft was moved to deleted: {because}"},
     {"MAIL-09", "RET-02"}},
    {"mail.DraftDestroyed",
     {"Melnraksts neatgriezeniski dzēsts ({clause})", "The draft was deleted for good, by {clause}"},
     {"MAIL-09", "RET-03"}},
    {"mail.DraftMade", {"Sākts ziņojums", "A message was begun"}, {"MAIL-07"}},
    {"mail.DraftRestored",
     {"Melnraksts atjaunots no dzēstajiem", "The draft was restored from deleted"},
     {"MAIL-10"}},
    {"mail.DraftSaved",
     {"Melnraksts saglabāts, glabājams līdz {keeping.due}",
      "The draft was saved, to be kept until {keeping.due}"},
     {"MAIL-05", "RET-01"}},
    {"mail.DraftSent", {"Ziņojums nosūtīts", "The message was sent"}, {"MAIL-15"}},
    {"mail.MessageDelivered",
     {"Ziņojums pieejams kontā {recipient}; saņemšana apstiprināma līdz {confirmation.due}",
      "The message is available in account {recipient}; its receipt can be confirmed until "
      "{confirmation.due}"},
     {"MAIL-13", "MAIL-14"}},
    {"mail.MessageFailed",
     {"Ziņojumu neizdevās izsūtīt: {reason}", "The message could not be sent: {reason}"},
     {"MAIL-13"}},
    {"mail.MessageLetGo",
     {"Ziņojuma {message} vairs nav ne sūtītājam, ne adresātam ({clause})",
      "Neither sender nor recipient has message {message} any more, by {clause}"},
     {"MAIL-09", "RET-03"}},
    {"mail.MessageSubmitted",
     {"Ziņojums nodots e-adreses sistēmai", "The message was handed to the e-address system"},
     {"MAIL-13", "MAIL-22"}},
    {"mail.ReceiptConfirmed",
     {"Persona {by} apstiprināja ziņojuma saņemšanu", "Person {by} confirmed the message's receipt"},
     {"MAIL-14"}},
    {"mail.ReceiptMissed",
     {"Adresāts nokavējis ziņojuma saņemšanu", "The recipient missed the message's receipt"},
     {"MAIL-14"}},
    {"mail.ReceiptRefused",
     {"Persona {by} noraidīja ziņojuma saņemšanu", "Person {by} refused the message's receipt"},
     {"MAIL-14"}},
    {"mail.SuspicionReported",
     {"Ziņots par aizdomām: {kind}", "A suspicion was reported: {kind}"},
     {"MAIL-20"}},
    {"mail.ViewsPurged",
     {"Iznīcinātā saturs izņemts no skatu datnēm (līdz ierakstam {position})",
      "What was destroyed is out of the views' files, up to position {position}"},
     {"RET-03"}},

    {"notifications.EmailAccepted",
     {"{Stream}: e-pasts nodots ({attempt}. mēģinājums)",
      "{Stream}: its e-mail was sent (attempt {attempt})"},
     {"ORD-18", "ACC-04"}},
    {"notifications.EmailAttempted",
     {"{Stream}: e-pasta sūtīšanas {attempt}. mēģinājums", "{Stream}: attempt {attempt} to send its e-mail"},
     {"ORD-18", "ACC-04"}},
    {"notifications.EmailGivenUp",
     {"{Stream}: e-pasts netiks sūtīts: {because}", "{Stream}: its e-mail was given up: {because}"},
     {"ORD-18", "ACC-04"}},
    {"notifications.EmailOutcomeUnknown",
     {"{Stream}: {attempt}. mēģinājuma iznākums nav zināms",
      "{Stream}: the outcome of attempt {attempt} is not known"},
     {"ORD-18", "ACC-04"}},
    {"notifications.EmailRefused",
     {"{Stream}: pasta serveris atteica {attempt}. mēģinājumu ({code})",
      "{Stream}: the mail server refused attempt {attempt} ({code})"},
     {"ORD-18", "ACC-04"}},
    {"notifications.NotificationRaised",
     {"Paziņots klientam: “{notice}”", "The customer was told: “{notice}”"},
     {"ORD-18"}},
    {"notifications.NotificationRead", {"{Stream}: izlasīts", "{Stream}: it was read"}, {"ORD-18"}},

    {"orders.FileAdded",
     {"{Stream}: {part}. daļai pievienota datne ({role})", "{Stream}: part {part} got a file ({role})"},
     {"ORD-12", "ORD-15"}},
    {"orders.InvoiceIssued",
     {"{Stream}: izrakstīts rēķins {number} ({purpose}) par {cents} centiem, samaksas termiņš {due_days}",
      "{Stream}: invoice {number} ({purpose}) was issued, of {cents} cents, due on {due_days}"},
     {"ORD-13"}},
    {"orders.InvoicePaid",
     {"{Stream}: rēķins apmaksāts {paid_on_days} (maksājums {reference})",
      "{Stream}: an invoice was paid on {paid_on_days} (payment {reference})"},
     {"ORD-13"}},
    {"orders.LabelFreed", {"Klienta apzīmējums atbrīvots", "The label may be used again"}, {"ORD-03"}},
    {"orders.LabelTaken", {"Klienta apzīmējums aizņemts", "The label was taken in this account"}, {"ORD-03"}},
    {"orders.NumbersReserved",
     {"Rezervēti {count} numuri no {first} ({series})",
      "{count} numbers from {first} on were reserved ({series})"},
     {"ORD-02", "ORD-09"}},
    {"orders.OrderLinked",
     {"{Stream}: saistīts ar pasūtījumu {order_number}", "{Stream}: it was linked to order {order_number}"},
     {"ORD-08"}},
    {"orders.OrderRegistered",
     {"{Stream}: reģistrēts iestādē {institution} ({placed}, izsniegšana: {delivery})",
      "{Stream}: it was registered at {institution} ({placed}, delivery: {delivery})"},
     {"ORD-09", "ORD-11"}},
    {"orders.PartMoved",
     {"{Stream}: {part}. daļas statuss mainīts no “{from}” uz “{to}”",
      "{Stream}: the status of part {part} changed from “{from}” to “{to}”"},
     {"ORD-11"}},
    {"orders.PartReplanned",
     {"{Stream}: {part}. daļas plānotais izpildes termiņš ir {planned_days}",
      "{Stream}: the planned completion date of part {part} is {planned_days}"},
     {"ORD-10"}},
    {"orders.RequestFileAdded",
     {"{Stream}: pievienota datne ({role})", "{Stream}: it got a file ({role})"},
     {"ORD-04"}},
    {"orders.RequestLabelCleared",
     {"{Stream}: klients noņēma apzīmējumu", "{Stream}: the customer's label was cleared"},
     {"ORD-03"}},
    {"orders.RequestLabelled",
     {"{Stream}: klients piešķīra apzīmējumu", "{Stream}: the customer gave it a label"},
     {"ORD-03"}},
    {"orders.RequestLinked",
     {"{Stream}: saistīts ar e-pakalpojuma pieprasījumu {request_number}",
      "{Stream}: it was linked to e-service request {request_number}"},
     {"ORD-08"}},
    {"orders.RequestMoved",
     {"{Stream}: statuss mainīts no “{from}” uz “{to}”",
      "{Stream}: its status changed from “{from}” to “{to}”"},
     {"ORD-02"}},
    {"orders.ResultHandedOver",
     {"{Stream}: {part}. daļas rezultāts izsniegts", "{Stream}: the result of part {part} was handed over"},
     {"ORD-19"}},
    {"orders.ServiceRequested",
     {"{Stream}: pieprasīts pakalpojums “{service.name_lv}” iestādē {institution}",
      "{Stream}: the service “{service.name_en}” was requested at {institution}"},
     {"ORD-02"}},

    {"rights.ReadRightChanged",
     {"Mainīts lasīšanas tiesību termiņš (pēdējā diena: {until_days})",
      "The term of a right to read the account was changed (its last day: {until_days})"},
     {"RGT-01"}},
    {"rights.ReadRightConfirmed",
     {"Īpašnieks atkārtoti apstiprināja lasīšanas tiesības",
      "The owner confirmed a right to read the account again"},
     {"ACC-08"}},
    {"rights.ReadRightGranted",
     {"Personai {reader} piešķirtas lasīšanas tiesības (pēdējā diena: {until_days})",
      "Person {reader} was granted the right to read the account (its last day: {until_days})"},
     {"RGT-01"}},
    {"rights.ReadRightRevoked",
     {"Atceltas lasīšanas tiesības", "A right to read the account was revoked"},
     {"RGT-01"}},
    {"rights.ReadRightsSuspended",
     {"Lasīšanas tiesības apturētas līdz atkārtotam apstiprinājumam",
      "The rights to read the account were suspended until they are confirmed again"},
     {"ACC-08"}},
};

struct EnumerationWord {
  std::string_view enumeration;
  std::string_view value;
  Text word;
};

// Those of statuses are the domain's own.
constexpr std::array kEnumerationWords{
    EnumerationWord{"AccountKind", "institution", {"iestāde", "an institution's"}},
    EnumerationWord{"AccountKind", "legal", {"juridiska persona", "a legal entity's"}},
    EnumerationWord{"AccountKind", "natural", {"fiziska persona", "a natural person's"}},
    EnumerationWord{"AnnulledBecause", "closure", {"izbeigta darbība", "the legal entity was closed"}},
    EnumerationWord{"AnnulledBecause", "death", {"persona mirusi", "the person has died"}},
    EnumerationWord{"ChangeOutcome", "applied", {"piemērota", "it was applied"}},
    EnumerationWord{
        "ChangeOutcome", "nobody_here", {"neattiecas ne uz vienu kontu", "nobody here has the code"}},
    EnumerationWord{
        "ChangeOutcome", "put_aside", {"nodota izskatīšanai", "put aside for somebody to look at"}},
    EnumerationWord{"Channel", "desk", {"klātienē", "at the desk"}},
    EnumerationWord{"Channel", "e_service", {"e-pakalpojumā", "by e-service"}},
    EnumerationWord{
        "Consent", "e_address_notifications", {"e-pasti par e-adresi", "e-mails about the e-address"}},
    EnumerationWord{
        "Consent", "e_service_notifications", {"e-pasti par e-pakalpojumiem", "e-mails about e-services"}},
    EnumerationWord{"Consent", "newsletter", {"jaunumi", "the newsletter"}},
    EnumerationWord{"ContactKind", "e_mail", {"e-pasts", "e-mail"}},
    EnumerationWord{"ContactKind", "postal_address", {"pasta adrese", "postal address"}},
    EnumerationWord{"ContactKind", "telephone", {"tālrunis", "telephone"}},
    EnumerationWord{"DeletedBecause", "asked", {"pēc lūguma", "as was asked"}},
    EnumerationWord{"DeletedBecause",
                    "term",
                    {"glabāšanas termiņa pēdējās dienas", "the last days of its term have begun"}},
    EnumerationWord{"Delivery", "account", {"kontā", "in the account"}},
    EnumerationWord{"Delivery", "desk", {"klātienē", "at the desk"}},
    EnumerationWord{"Delivery", "post", {"pa pastu", "by post"}},
    EnumerationWord{"FileRole", "document", {"dokuments", "a document"}},
    EnumerationWord{"FileRole", "result", {"rezultāts", "a result"}},
    EnumerationWord{
        "GivenUpBecause", "consent_withdrawn", {"piekrišana atsaukta", "the consent was withdrawn"}},
    EnumerationWord{"GivenUpBecause", "no_address", {"adreses nav", "there is no address"}},
    EnumerationWord{"GivenUpBecause", "refused", {"serveris atteica", "the mail server refused it"}},
    EnumerationWord{"GivenUpBecause", "tries_used_up", {"mēģinājumi beigušies", "all attempts failed"}},
    EnumerationWord{"Language", "en", {"angļu", "English"}},
    EnumerationWord{"Language", "lv", {"latviešu", "Latvian"}},
    EnumerationWord{"Placed", "desk", {"klātienē", "at the desk"}},
    EnumerationWord{"Placed", "portal", {"portālā", "in the portal"}},
    EnumerationWord{"Purpose", "balance", {"atlikums", "the balance"}},
    EnumerationWord{"Purpose", "prepayment", {"priekšapmaksa", "prepayment"}},
    EnumerationWord{
        "RegisterChangeKind", "closed", {"juridiskā persona likvidēta", "a legal entity was closed"}},
    EnumerationWord{
        "RegisterChangeKind", "code_changed", {"mainīts personas kods", "a personal code changed"}},
    EnumerationWord{"RegisterChangeKind", "died", {"persona mirusi", "a person died"}},
    EnumerationWord{"RegisterChangeKind", "name_changed", {"mainīts nosaukums", "a name changed"}},
    EnumerationWord{"RegisterChangeKind", "unreadable", {"nav saprotamas", "what changed could not be read"}},
    EnumerationWord{"Series", "invoices", {"rēķini", "invoices"}},
    EnumerationWord{"Series", "orders", {"pasūtījumi", "orders"}},
    EnumerationWord{"Series", "requests", {"pieprasījumi", "e-service requests"}},
    EnumerationWord{"Side", "received", {"saņemtais", "received"}},
    EnumerationWord{"Side", "sent", {"nosūtītais", "sent"}},
    EnumerationWord{"SuspicionKind", "malware_received", {"saņemta ļaunatūra", "malware was received"}},
    EnumerationWord{
        "SuspicionKind", "unauthorised_access", {"nesankcionēta piekļuve", "unauthorised access"}},
};

template <class Status>
std::string_view status_word(std::optional<Status> status, std::string_view code, Language language) {
  return status ? domain::orders::words(*status).label.in(language) : code;
}

struct RightWords {
  std::string_view means;
  Text words;
};
constexpr std::array kRights{
    RightWords{"applicant", {"kā pieteicējs", "as the applicant"}},
    RightWords{"owner", {"kā konta īpašnieks", "as the account's owner"}},
    RightWords{"system", {"sistēma pati", "the system itself"}},
    RightWords{"user", {"kā konta lietotājs", "as a user of the account"}},
};
constexpr std::string_view kStaff = "staff:";

}  // namespace

std::span<const EventWords> all_event_words() { return kWords; }

const EventWords* words_of(std::string_view event_type) {
  const auto found = std::ranges::find(kWords, event_type, &EventWords::type);
  return found == kWords.end() ? nullptr : &*found;
}

std::string_view word_of(std::string_view enumeration, std::string_view value, Language language) {
  using namespace domain::orders;
  if (enumeration == "OrderStatus") return status_word(parse_order_status(value), value, language);
  if (enumeration == "RequestStatus") return status_word(parse_request_status(value), value, language);
  if (enumeration == "FailureReason")
    for (const auto& row : domain::mail::failure_reasons())
      if (row.code == value) return row.label.in(language);
  for (const auto& row : kEnumerationWords)
    if (row.enumeration == enumeration && row.value == value) return row.word.in(language);
  return value;
}

std::string right_in_words(std::string_view means, Language language) {
  for (const auto& right : kRights)
    if (right.means == means) return std::string(right.words.in(language));
  if (!means.starts_with(kStaff)) return std::string(means);
  constexpr Text kStaffOf{"kā iestādes darbinieks: ", "as staff of "};
  return std::string(kStaffOf.in(language)).append(means.substr(kStaff.size()));
}

}  // namespace vesture::replay
