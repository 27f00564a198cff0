#include "tests/projections/mail_history.hpp"

#include <stdexcept>

#include "domain/access/access.hpp"
#include "domain/mail/text.hpp"
#include "projections/common/cipher_over.hpp"

namespace vesture::projections {

namespace mail = domain::mail;
namespace accounts = domain::accounts;

MailHistory::MailHistory()
    : keyring_(eventstore::Keyring::open(directory_.path() / "keyring", directory_.path() / "master.key")),
      cipher_(cipher_over(*keyring_)),
      log_(eventstore::Log::open(directory_.path() / "log")) {}

Contents MailHistory::contents() const {
  return [this](const domain::ContentId& id) -> std::optional<std::string> {
    const auto found = texts_.find(id);
    return found == texts_.end() ? std::nullopt : std::optional(found->second);
  };
}

void MailHistory::act(const Acting& who, const std::string& command, const std::function<void(Unit&)>& what) {
  turn(1);
  Unit unit(*log_, cipher_, now);
  what(unit);
  auto append = unit.take();
  if (append.events.empty()) throw std::logic_error(command + ": nothing was decided");
  append.now = now.microseconds;
  append.command = command;
  append.actor.person = who.person.uuid.bytes;
  append.actor.account = who.account.uuid.bytes;
  if (!std::holds_alternative<eventstore::Committed>(log_->append_and_wait(append)))
    throw std::runtime_error("a history that is not taken");
}

Acting MailHistory::open_person(const std::string& name, const std::string& code) {
  const Acting opened{mint<domain::AccountId>(), mint<domain::PersonId>()};
  decide<accounts::Account>(
      opened, opened.account,
      accounts::OpenAccount{opened.account, accounts::AccountKind::natural, opened.person, name, code});
  decide<accounts::Account>(opened, opened.account, accounts::SwitchAccount{true, true});
  return opened;
}

Acting MailHistory::open_legal_entity(const std::string& name, const std::string& code) {
  const Acting opened{mint<domain::AccountId>(), mint<domain::PersonId>()};
  act(opened, "test.open", [&](Unit& unit) {
    must_decide<accounts::Account>(
        unit, opened.account,
        accounts::OpenAccount{opened.account, accounts::AccountKind::legal, {}, name, code});
    must_decide<accounts::Account>(unit, opened.account, accounts::AddUser{opened.person});
  });
  return opened;
}

Acting MailHistory::add_user(const Acting& to) {
  const Acting user{to.account, mint<domain::PersonId>()};
  decide<accounts::Account>(to, to.account, accounts::AddUser{user.person});
  return user;
}

domain::files::StoredContent MailHistory::store(const std::string& bytes) {
  const auto id = mint<domain::ContentId>();
  texts_[id] = bytes;
  return {id, bytes.size(), {}};
}

domain::DraftId MailHistory::write(const Acting& who, const Letter& letter) {
  const auto draft = mint<domain::DraftId>();
  const auto text = store(encode(mail::MessageText{letter.subject, "", letter.plain}));
  act(who, "mail.write", [&](Unit& unit) {
    must_decide<mail::Draft>(unit, draft, mail::MakeDraft{draft, who.account, letter.thread});
    must_decide<mail::Draft>(unit, draft, mail::SaveDraft{text, letter.recipients, {}, who.person, {}});
  });
  return draft;
}

void MailHistory::save(const Acting& who, domain::DraftId draft, const Letter& letter) {
  const auto text = store(encode(mail::MessageText{letter.subject, "", letter.plain}));
  decide<mail::Draft>(who, draft, mail::SaveDraft{text, letter.recipients, {}, who.person, {}});
}

void MailHistory::attach(const Acting& who, domain::DraftId draft, const std::string& name) {
  decide<mail::Draft>(
      who, draft,
      mail::AddAttachment{
          name, "application/pdf", store("bytes"), domain::files::Scan::clean, {}, who.person, {}});
}

std::vector<domain::MessageId> MailHistory::send(const Acting& who, domain::DraftId draft) {
  std::vector<domain::MessageId> messages;
  act(who, "mail.send", [&](Unit& unit) {
    const auto writing = *mail::writing(unit.load<mail::Draft>(draft));
    const auto& from = std::get<accounts::LiveAccount>(unit.load<accounts::Account>(who.account));
    for (std::size_t i = 0; i < writing.recipients().size(); ++i)
      messages.push_back(mint<domain::MessageId>());
    must_decide<mail::Draft>(unit, draft, mail::SendDraft{messages, who.person});
    for (std::size_t i = 0; i < messages.size(); ++i) {
      must_decide<mail::Message>(unit, messages[i],
                                 mail::SubmitMessage{messages[i],
                                                     draft,
                                                     who.account,
                                                     from.name.text,
                                                     from.code.text,
                                                     writing.recipients()[i],
                                                     {},
                                                     writing.made.thread});
      const mail::CopyId copy{mail::Side::sent, messages[i]};
      must_decide<mail::Copy>(unit, copy, mail::FileCopy{copy, who.account, draft});
    }
  });
  return messages;
}

domain::MessageId MailHistory::send_one(const Acting& from, const std::string& to, Letter letter) {
  letter.recipients = {to};
  return send(from, write(from, letter)).front();
}

void MailHistory::deliver(domain::MessageId message, const Acting& to, const std::string& name) {
  act({to.account, {}}, "mail.deliver", [&](Unit& unit) {
    const auto draft = mail::submitted(unit.load<mail::Message>(message))->draft;
    const mail::CopyId copy{mail::Side::received, message};
    // The copy first: a view takes a commit as a whole.
    must_decide<mail::Copy>(unit, copy, mail::FileCopy{copy, to.account, draft});
    must_decide<mail::Message>(unit, message, mail::DeliverMessage{to.account, name});
  });
}

void MailHistory::fail(domain::MessageId message, const Acting& from, mail::FailureReason reason) {
  decide<mail::Message>({from.account, {}}, message, mail::FailMessage{reason});
}

void MailHistory::look(const Acting& who, domain::MessageId message) {
  act(who, "mail.open", [&](Unit& unit) {
    unit.record<domain::access::Access>(who.account, {who.account, message.uuid, {}});
  });
}

void MailHistory::remove(const Acting& who, mail::Side side, domain::MessageId message) {
  decide<mail::Copy>(who, {side, message}, mail::DeleteCopy{});
}
void MailHistory::restore(const Acting& who, mail::Side side, domain::MessageId message) {
  decide<mail::Copy>(who, {side, message}, mail::RestoreCopy{});
}
void MailHistory::destroy(const Acting& who, mail::Side side, domain::MessageId message) {
  decide<mail::Copy>(who, {side, message}, mail::DestroyCopy{});
}

}  // namespace vesture::projections
