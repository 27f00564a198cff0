// One event of each type that each aggregate has. The golden blobs hold these events: never change one,
// add to them.
#pragma once

#include <string>
#include <vector>

#include "domain/aggregates.hpp"

namespace vesture::domain {

template <class Aggregate>
std::vector<typename Aggregate::Event> samples();

// 0190a1b2-…-<n>
template <class AnId>
AnId sample_id(std::uint8_t n) {
  return {{{0x01, 0x90, 0xa1, 0xb2, 0xc3, 0xd4, 0x7e, 0xf5, 0x86, 0x97, 0xa8, 0xb9, 0xca, 0xdb, 0xec, n}}};
}

inline const Instant kSampleTime{1'714'640'400'123'456};
inline const Date kSampleDate{19'845};
inline const orders::Service kSampleService{"VZD-12", "cadastre", "Kadastrālā uzmērīšana",
                                            "Cadastral survey"};

template <>
inline std::vector<orders::OrderEvent> samples<orders::Order>() {
  using namespace orders;
  const auto order = sample_id<OrderId>(1);
  const auto account = sample_id<AccountId>(2);
  const auto invoice = sample_id<InvoiceId>(3);
  const std::vector<Part> parts{
      {1, kSampleService, "01000070001", kSampleDate, true, OrderStatus::registered},
      {2, kSampleService, "Brīvības iela 11", std::nullopt, false, OrderStatus::application_processing}};
  return {OrderRegistered{order, account, "P-0000000001", "VZD", Placed::desk, Delivery::post, true, parts,
                          kSampleTime},
          PartMoved{order, account, 2, OrderStatus::in_progress, OrderStatus::terminated,
                    "Atsaukts pēc lūguma", kSampleTime},
          PartReplanned{order, 1, kSampleDate, kSampleTime},
          ResultHandedOver{order, 1, kSampleTime},
          InvoiceIssued{
              order, invoice, "R-0000000001", Purpose::balance, {12'50, "EUR"}, kSampleDate, kSampleTime},
          InvoicePaid{order, invoice, "LV-2024-1", kSampleDate, kSampleTime},
          RequestLinked{order, sample_id<RequestId>(4), "E-0000000001", kSampleTime},
          FileAdded{order, sample_id<FileId>(7), 1, files::Role::document, "ownership", kSampleTime}};
}

template <>
inline std::vector<orders::RequestEvent> samples<orders::ServiceRequest>() {
  using namespace orders;
  const auto request = sample_id<RequestId>(4);
  const auto account = sample_id<AccountId>(2);
  return {ServiceRequested{request, account, "E-0000000001", "VZD", kSampleService, "01000070001001",
                           sample_id<PersonId>(5), kSampleTime},
          RequestMoved{request, RequestStatus::in_progress, RequestStatus::failed, kSampleTime},
          RequestLabelled{request, account, "Garāža Mārupē", kSampleTime},
          RequestLabelCleared{request, kSampleTime},
          OrderLinked{request, sample_id<OrderId>(1), "P-0000000001", kSampleTime},
          RequestFileAdded{request, sample_id<FileId>(7), files::Role::result, kSampleTime}};
}

template <>
inline std::vector<orders::LabelEvent> samples<orders::Label>() {
  const auto request = sample_id<RequestId>(4);
  return {orders::LabelTaken{request}, orders::LabelFreed{request}};
}

template <>
inline std::vector<orders::NumberingEvent> samples<orders::Numbering>() {
  return {orders::NumbersReserved{orders::Series::invoices, 1'001, 100}};
}

template <>
inline std::vector<accounts::PersonEvent> samples<accounts::Person>() {
  const auto person = sample_id<PersonId>(5);
  return {accounts::PersonRegistered{person, "PNOLV-161175-19997", "Anna Ozola", kSampleTime},
          accounts::PersonAccountOpened{person, sample_id<AccountId>(2)},
          accounts::PersonalCodeReplaced{person, "PNOLV-325555-12345", kSampleTime},
          accounts::PersonDied{kSampleTime}};
}

template <>
inline std::vector<accounts::AccountEvent> samples<accounts::Account>() {
  const auto account = sample_id<AccountId>(2);
  const auto person = sample_id<PersonId>(5);
  return {accounts::AccountOpened{account, accounts::AccountKind::legal, person, "SIA Ozols",
                                  "NTRLV-40003521600", kSampleTime},
          accounts::UserAdded{account, person, kSampleTime},
          accounts::UserRightsChanged{account, person, rights::kReadOnly, kSampleTime},
          accounts::UserRemoved{account, person, kSampleTime},
          accounts::AccountActivated{account, true, kSampleTime},
          accounts::AccountDeactivated{account, true, kSampleTime},
          accounts::EAddressMoved{account, "PNOLV-325555-12345", kSampleTime},
          accounts::EAddressAnnulled{account, accounts::AnnulledBecause::closure, kSampleTime},
          accounts::IdentityUpdated{account, "Anna Ozola", "1975-11-16", kSampleTime},
          accounts::IdentityNotFound{account, kSampleTime}};
}

template <>
inline std::vector<accounts::TakenChangeEvent> samples<accounts::TakenChange>() {
  using namespace accounts;
  return {RegisterChangeTaken{42, RegisterChangeKind::code_changed, ChangeOutcome::put_aside,
                              sample_id<AccountId>(2), kSampleTime}};
}

template <>
inline std::vector<accounts::LegalEntityEvent> samples<accounts::LegalEntity>() {
  return {accounts::LegalEntityRegistered{sample_id<AccountId>(2)}, accounts::LegalEntityClosed{kSampleTime}};
}

template <>
inline std::vector<accounts::ApplicationEvent> samples<accounts::Application>() {
  using namespace accounts;
  const auto application = sample_id<ApplicationId>(6);
  return {ApplicationSubmitted{application, sample_id<PersonId>(5), Channel::desk, "SIA Ozols",
                               "NTRLV-40003521600", "PNOLV-161175-19997", "Anna Ozola", kSampleTime},
          ApplicationAccepted{application, sample_id<AccountId>(2), kSampleTime},
          ApplicationRefused{application, "Nav reģistrā", kSampleTime}};
}

inline const files::Subject kSampleSubject{files::SubjectKind::order, sample_id<OrderId>(1).uuid};
inline const files::StoredContent kSampleContent{
    sample_id<ContentId>(8), 1'048'577, {0xde, 0xad, 0xbe, 0xef}};

template <>
inline std::vector<files::FileEvent> samples<files::File>() {
  using namespace files;
  const auto file = sample_id<FileId>(7);
  const auto account = sample_id<AccountId>(2);
  const Deadline retention{
      "ORD-14", kSampleDate, TermUnit::calendar_days_without_roll, 90, {}, {1'722'459'600'000'000}, 1, false};
  return {FileAttached{file, account, kSampleSubject, Role::document, "Īpašuma apliecība №1.pdf",
                       "application/pdf", kSampleContent, Scan::clean, sample_id<PersonId>(5), retention,
                       kSampleTime},
          ExpiryWarned{file, account, kSampleSubject, 14, retention.due, kSampleTime},
          FileExpired{file, account, kSampleSubject, kSampleContent.id, "ORD-14", kSampleTime}};
}

template <>
inline std::vector<files::ContentEvent> samples<files::Content>() {
  using namespace files;
  const auto account = sample_id<AccountId>(2);
  return {ContentStored{account, kSampleContent, kSampleTime},
          ContentHeld{kSampleContent.id, sample_id<DraftId>(9).uuid, kSampleTime},
          ContentReleased{kSampleContent.id, sample_id<DraftId>(9).uuid, "MAIL-09", kSampleTime},
          DestructionOrdered{kSampleContent.id, "ORD-14", kSampleTime},
          ContentDestroyed{account, kSampleContent, "ORD-14", kSampleTime, kSampleTime}};
}

template <>
inline std::vector<accounts::ProfileEvent> samples<accounts::Profile>() {
  using namespace accounts;
  const auto account = sample_id<AccountId>(2);
  const auto channel = sample_id<ChannelId>(7);
  return {ContactChannelAdded{account, channel, ContactKind::telephone, "+37167038800", kSampleTime},
          ContactChannelChanged{account, channel, "+37167038801", kSampleTime},
          ContactChannelRemoved{account, channel, kSampleTime},
          ConsentGiven{account, Consent::newsletter, kSampleTime},
          ConsentWithdrawn{account, Consent::e_address_notifications, kSampleTime},
          SettingsChanged{account, 50, Language::en, kSampleTime},
          BankAccountSet{account, "LV80BANK0000435195001", kSampleTime},
          BankAccountRemoved{account, kSampleTime}};
}

template <>
inline std::vector<access::Looked> samples<access::Access>() {
  return {access::Looked{sample_id<AccountId>(2), sample_id<OrderId>(1).uuid, "status=ready"}};
}

template <>
inline std::vector<notifications::NotificationEvent> samples<notifications::Notification>() {
  using namespace notifications;
  const auto id = sample_id<NotificationId>(7);
  const Happening happening{
      Topic::part_moved, SubjectKind::order, "P-0000000001", 2, "in_progress", "ready", 14};
  return {NotificationRaised{id, sample_id<AccountId>(2), sample_id<OrderId>(1).uuid, happening, true,
                             kSampleTime},
          NotificationRead{id, kSampleTime},
          EmailAttempted{id, 1, kSampleTime},
          EmailAccepted{id, 1, kSampleTime},
          EmailRefused{id, 2, false, 451, kSampleTime, kSampleTime},
          EmailOutcomeUnknown{id, 3, kSampleTime, kSampleTime},
          EmailGivenUp{id, GivenUpBecause::no_address, kSampleTime}};
}

inline const Deadline kSampleKeeping{
    "RET-01", kSampleDate, TermUnit::calendar_years_without_roll, 5, {}, {1'872'450'000'000'000}, 1, false};

template <>
inline std::vector<mail::DraftEvent> samples<mail::Draft>() {
  using namespace mail;
  const auto draft = sample_id<DraftId>(9);
  const auto account = sample_id<AccountId>(2);
  const auto message = sample_id<MessageId>(10);
  const auto person = sample_id<PersonId>(5);
  const Attachment attachment{3, "Līgums №1.pdf", "application/pdf", kSampleContent, files::Scan::clean, {}};
  return {DraftMade{draft, account, Thread{ThreadKind::forward, message}, kSampleTime},
          DraftSaved{draft, account, kSampleContent, "NTRLV-40003521600\nPNOLV-161175-19997", kSampleDate,
                     person, kSampleKeeping, kSampleTime},
          AttachmentAdded{draft, account, attachment, person, kSampleKeeping, kSampleTime},
          AttachmentRemoved{draft, account, 3, kSampleKeeping, kSampleTime},
          DraftDeleted{draft, account, DeletedBecause::term, kSampleTime},
          DraftRestored{draft, account, kSampleTime},
          DraftDestroyed{draft, account, "MAIL-09", kSampleTime},
          DraftSent{draft, account, {message, sample_id<MessageId>(11)}, person, kSampleTime},
          MessageLetGo{draft, message, "RET-03", kSampleTime}};
}

inline mail::AttachmentAdded sample_of_inspected_attachment() {
  const signatures::SignatureVerdict signature{"META-INF/signatures0.xml#S0",
                                               signatures::State::indeterminate,
                                               {{"certificate.no_anchor", "Test CA"}},
                                               {"checked.value"},
                                               {"JĀNIS OZOLS", "PNOLV-161175-19997", "SIA Ozols", "Test CA"},
                                               kSampleTime,
                                               std::nullopt};
  const files::Findings findings{
      {1, 2, 3},
      kSampleTime,
      files::InvoiceSummary{"2024/17", "380", "2024-05-02", "", "SIA Ozols", "VZD", "EUR", "121.00"},
      signatures::ContainerVerdict{signatures::State::indeterminate,
                                   {{"container.manifest_missing", ""}},
                                   {{"plāns.pdf", 10, {4, 5, 6}}},
                                   {signature}}};
  const mail::Attachment attachment{3,
                                    "Rēķins.xml",
                                    "application/xml",
                                    kSampleContent,
                                    files::Scan::clean,
                                    files::inspection_of(findings, files::Form::ubl_invoice)};
  return {sample_id<DraftId>(9),  sample_id<AccountId>(2), attachment,
          sample_id<PersonId>(5), kSampleKeeping,          kSampleTime};
}

template <>
inline std::vector<mail::MessageEvent> samples<mail::Message>() {
  using namespace mail;
  const auto message = sample_id<MessageId>(10);
  const auto draft = sample_id<DraftId>(9);
  const auto sender = sample_id<AccountId>(2);
  const auto recipient = sample_id<AccountId>(12);
  const auto person = sample_id<PersonId>(5);
  const Deadline confirmation{
      "MAIL-14", kSampleDate, TermUnit::calendar_days, 30, {{19'875}}, {1'717'362'000'000'000}, 1, true};
  return {MessageSubmitted{message, draft, sender, "SIA Ozols", "NTRLV-40003521600", "PNOLV-161175-19997",
                           kSampleDate, Thread{ThreadKind::reply, sample_id<MessageId>(11)}, kSampleTime},
          MessageDelivered{message, draft, sender, recipient, "Anna Ozola", confirmation, kSampleTime},
          MessageFailed{message, draft, sender, FailureReason::not_allowed, kSampleTime},
          ReceiptConfirmed{message, sender, recipient, person, kSampleTime},
          ReceiptRefused{message, sender, recipient, person, "Nav adresēts man", kSampleTime},
          ReceiptMissed{message, sender, recipient, kSampleTime}};
}

template <>
inline std::vector<mail::CopyEvent> samples<mail::Copy>() {
  using namespace mail;
  const CopyId copy{Side::received, sample_id<MessageId>(10)};
  const auto account = sample_id<AccountId>(12);
  const auto draft = sample_id<DraftId>(9);
  return {CopyFiled{copy, account, draft, kSampleKeeping, kSampleTime},
          CopyDeleted{copy, account, DeletedBecause::term, kSampleTime},
          CopyRestored{copy, account, kSampleTime},
          CopyDestroyed{copy, account, draft, "RET-03", kSampleTime}};
}

template <>
inline std::vector<mail::SuspicionEvent> samples<mail::Suspicion>() {
  using namespace mail;
  return {SuspicionReported{sample_id<SuspicionId>(13), sample_id<AccountId>(2),
                            SuspicionKind::malware_received, sample_id<MessageId>(10),
                            "Pielikums prasa paroli", sample_id<PersonId>(5), kSampleTime}};
}

template <>
inline std::vector<mail::PurgeEvent> samples<mail::Purge>() {
  return {mail::ViewsPurged{1'234'567'890'123, kSampleTime}};
}

template <>
inline std::vector<rights::ReadRightsEvent> samples<rights::ReadRights>() {
  using namespace rights;
  const auto right = sample_id<ReadRightId>(14);
  const auto account = sample_id<AccountId>(2);
  return {ReadRightGranted{right, account, sample_id<PersonId>(5), "Anna Ozola", kSampleDate, kSampleTime},
          ReadRightChanged{right, account, kSampleDate, kSampleTime},
          ReadRightRevoked{right, account, kSampleTime}, ReadRightsSuspended{account, kSampleTime},
          ReadRightConfirmed{right, account, kSampleTime}};
}

// Calls check.template operator()<Aggregate>(event) for each sample of each aggregate.
template <class Check>
void for_each_sample(Check check) {
  for_each_aggregate([&]<class Aggregate>() {
    for (const auto& event : samples<Aggregate>()) check.template operator()<Aggregate>(event);
  });
}

}  // namespace vesture::domain
