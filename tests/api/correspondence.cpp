#include "tests/api/correspondence.hpp"

#include "api/accounts.hpp"
#include "api/mail/letting_go.hpp"
#include "api/system_commit.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/files/content.hpp"
#include "domain/mail/text.hpp"
#include "domain/notifications/notification.hpp"

namespace vesture::api {

namespace {

namespace accounts = domain::accounts;
namespace files = domain::files;
namespace notices = domain::notifications;
using domain::mail::Copy;
using domain::mail::CopyId;
using domain::mail::Draft;
using domain::mail::Message;
using domain::mail::Side;

Result<void> both(Result<void> first, const std::function<Result<void>()>& second) {
  return first ? second() : first;
}

}  // namespace

void Correspondence::commit(domain::AccountId account, const Decide& decide_all) {
  const SystemAct act{"test.act", 0, [&](Unit& unit) -> Result<domain::AccountId> {
                        const auto decided = decide_all(unit);
                        EXPECT_TRUE(decided) << decided.error().code;
                        return account;
                      }};
  commit_by_system(backend(), {&act, 1});
}

Party Correspondence::person(const std::string& code, const std::string& name, bool active) {
  Authenticated known;
  commit({}, [&](Unit& unit) -> Result<void> {
    const auto authenticated = authenticate(backend(), unit, code, name, true);
    if (!authenticated) return std::unexpected(authenticated.error());
    known = *authenticated;
    return {};
  });
  const Party party{known.account, known.person, code};
  if (active) switch_account(party, true);
  return party;
}

Party Correspondence::entity(const std::string& code, const std::string& name, accounts::AccountKind kind) {
  const Party party{backend().mint_id<domain::AccountId>(), backend().mint_id<domain::PersonId>(), code};
  commit(party.account, [&](Unit& unit) {
    const auto pseudonym = backend().keyring.pseudonym("legal-entity", code);
    return both(decide<accounts::LegalEntity>(unit, pseudonym, accounts::RegisterLegalEntity{party.account}),
                [&] {
                  return decide<accounts::Account>(
                      unit, party.account,
                      accounts::OpenAccount{party.account, kind, domain::PersonId{}, name, code});
                });
  });
  return party;
}

void Correspondence::switch_account(const Party& party, bool active) {
  commit(party.account, [&](Unit& unit) {
    return decide<accounts::Account>(unit, party.account, accounts::SwitchAccount{active, false});
  });
}

void Correspondence::annul(const Party& party) {
  commit(party.account, [&](Unit& unit) {
    return decide<accounts::Account>(unit, party.account, accounts::AnnulEAddress{});
  });
}

files::StoredContent Correspondence::store(const domain::ContentId& content, const std::string& bytes) {
  const auto writer = backend().vault.create(content.uuid.bytes);
  writer->write(bytes);
  const auto facts = writer->finish();
  return {content, facts.size, facts.commitment};
}

domain::DraftId Correspondence::write(const Party& from, const std::vector<std::string>& to,
                                      const std::string& subject, std::optional<domain::Date> confirm_by) {
  const auto draft = backend().mint_id<domain::DraftId>();
  const auto content = backend().mint_id<domain::ContentId>();
  const auto text = store(content, encode(domain::mail::MessageText{subject, "<p>Labdien!</p>", "Labdien!"}));
  const domain::mail::SaveDraft saving{text, to, confirm_by, from.person, {}};
  commit(from.account, [&](Unit& unit) -> Result<void> {
    for (const files::ContentCommand& command :
         {files::ContentCommand(files::StoreContent{from.account, text}),
          files::ContentCommand(files::HoldContent{draft.uuid})})
      if (auto decided = decide<files::Content>(unit, content, command); !decided) return decided;
    return both(decide<Draft>(unit, draft, domain::mail::MakeDraft{draft, from.account, {}}),
                [&] { return decide<Draft>(unit, draft, saving); });
  });
  backend().vault.keep(content.uuid.bytes);
  return draft;
}

std::vector<domain::MessageId> Correspondence::send(const Party& from, domain::DraftId draft) {
  const auto written = state<Draft>(draft);
  const auto& saved = *domain::mail::writing(written)->saved;
  const auto to = domain::mail::writing(written)->recipients();
  std::vector<domain::MessageId> messages;
  for (std::size_t n = 0; n < to.size(); ++n) messages.push_back(backend().mint_id<domain::MessageId>());
  commit(from.account, [&](Unit& unit) -> Result<void> {
    if (auto sent = decide<Draft>(unit, draft, domain::mail::SendDraft{messages, from.person}); !sent)
      return sent;
    for (std::size_t n = 0; n < to.size(); ++n) {
      const domain::mail::SubmitMessage submitting{messages[n],    draft, from.account,     "Sūtītājs",
                                                   from.e_address, to[n], saved.confirm_by, {}};
      if (auto submitted = decide<Message>(unit, messages[n], submitting); !submitted) return submitted;
      const CopyId copy{Side::sent, messages[n]};
      if (auto filed = decide<Copy>(unit, copy, domain::mail::FileCopy{copy, from.account, draft}); !filed)
        return filed;
    }
    return {};
  });
  return messages;
}

domain::MessageId Correspondence::mail(const Party& from, const Party& to, const std::string& subject) {
  const auto sent = send(from, write(from, {to.e_address}, subject));
  keep_time();
  return sent.front();
}

void Correspondence::on_message(const Party& party, domain::MessageId id,
                                const domain::mail::MessageCommand& command) {
  commit(party.account, [&](Unit& unit) { return decide<Message>(unit, id, command); });
}

void Correspondence::on_copy(const Party& party, Side side, domain::MessageId id,
                             const domain::mail::CopyCommand& command) {
  commit(party.account, [&](Unit& unit) { return decide_on_copy(unit, {side, id}, command); });
}

void Correspondence::on_draft(const Party& party, domain::DraftId id,
                              const domain::mail::DraftCommand& command) {
  commit(party.account, [&](Unit& unit) { return decide_on_draft(unit, id, command); });
}

void Correspondence::keep_time_at(domain::Instant at) {
  portal.clock.turn(std::chrono::microseconds(at.microseconds - portal.clock.now().microseconds));
  keep_time();
}

void Correspondence::keep_time_at(std::string_view utc) {
  portal.clock.turn_to(utc);
  keep_time();
}

domain::mail::CopyState Correspondence::sent_copy(domain::MessageId id) {
  return state<Copy>(CopyId{Side::sent, id});
}

domain::mail::CopyState Correspondence::received_copy(domain::MessageId id) {
  return state<Copy>(CopyId{Side::received, id});
}

std::string Correspondence::failure_of(domain::MessageId id) {
  const auto known = message(id);
  const auto* failed = std::get_if<domain::mail::FailedMessage>(&known);
  return failed ? std::string(words(failed->failed.reason).code) : "";
}

domain::ContentId Correspondence::text_of(domain::DraftId id) {
  domain::ContentId text;
  backend().log.read_stream(
      Draft::stream(id), 1, [&](const eventstore::Commit&, const eventstore::Event& stored) {
        const auto event = Draft::decode(stored.type, stored.schema, stored.payload, backend().cipher);
        if (const auto* saved = std::get_if<domain::mail::DraftSaved>(&event.value())) text = saved->text.id;
        return true;
      });
  return text;
}

bool Correspondence::vault_has(domain::ContentId content) {
  return backend().vault.read(content.uuid.bytes) != nullptr;
}

std::vector<std::string> Correspondence::told(const Party& party) {
  std::vector<std::string> topics;
  backend().log.read_from(1, [&](eventstore::Commit&& commit) {
    for (const auto& stored : commit.events) {
      if (stored.type != "notifications.NotificationRaised") continue;
      const auto event =
          notices::Notification::decode(stored.type, stored.schema, stored.payload, backend().cipher);
      const auto& raised = std::get<notices::NotificationRaised>(event.value());
      if (raised.account == party.account) topics.emplace_back(notices::words(raised.happening.topic).code);
    }
    return true;
  });
  return topics;
}

std::size_t Correspondence::commits_of(std::string_view command) {
  std::size_t count = 0;
  backend().log.read_from(1, [&](eventstore::Commit&& commit) {
    count += commit.command == command;
    return true;
  });
  return count;
}

}  // namespace vesture::api
