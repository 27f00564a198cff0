#include "tools/demonstration/letter_life.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <memory>

#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "projections/agenda/agenda.hpp"
#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/invoice.hpp"

namespace vesture::demonstration {

namespace {

namespace bj = boost::json;
namespace mail = domain::mail;
using projections::agenda::Errand;
using Receipt = LetterPlan::Receipt;
using Ends = LetterPlan::Ends;

constexpr int kMostDaysUntilRead = 4;
constexpr int kMostAnswersInARow = 2;

bj::value day_or_null(const std::optional<domain::Date>& day) {
  if (!day) return nullptr;
  return bj::value(to_string(*day));
}

std::string text_at(const bj::value& answer, std::string_view key) {
  return std::string(answer.at(key).as_string());
}

// Before what is written goes into the vault, all is settled: a content is created once, so the command that does it must
// meet nothing for which it would be tried again.
class LetterLife : public std::enable_shared_from_this<LetterLife> {
 public:
  LetterLife(const World& world, const Correspondents& all, LetterPlan plan, std::uint64_t seed,
             int answers = 0)
      : world_(world), all_(all), plan_(std::move(plan)), chance_(seed), answers_(answers) {}

  void begin(domain::Instant at) {
    world_.agenda.at(at, [self = shared_from_this()] { self->write(); });
  }

  // A draft that was made of another letter is written to its end, and sent.
  void go_on_with(const bj::value& draft) {
    draft_ = {*domain::parse_uuid(draft.at("id").as_string())};
    plan_.letter.html += text_at(draft, "html");
    plan_.letter.subject = text_at(draft, "subject");
    if (plan_.to.empty())
      for (const auto& recipient : draft.at("to").as_array())
        plan_.to.push_back(text_at(recipient, "e_address"));
    run_letting_go(*plan_.from->actor, "mail.save_draft", body());
    send();
  }

 private:
  void write() {
    const auto& writer = plan_.from->writer && chance_.happens(30) ? *plan_.from->writer : *plan_.from->actor;
    world_.api.settle();
    draft_ = {id_in(run(writer, "mail.make_draft", {}, body()))};
    if (!plan_.letter.attachment.empty()) attach(writer);
    if (plan_.ends == Ends::deleted_as_draft) run(writer, "mail.delete", {to_string(draft_)});
    if (plan_.ends == Ends::cancelled) run_letting_go(writer, "mail.destroy");
    if (plan_.ends == Ends::sent)
      world_.agenda.at(minutes_later(world_.time.now(), chance_.between(2, 50)),
                       [self = shared_from_this()] { self->send(); });
  }

  std::string body() const {
    std::optional<domain::Date> confirm_by;
    if (plan_.days_to_confirm)
      confirm_by = domain::Date{domain::riga_date(world_.time.now()).days + *plan_.days_to_confirm};
    return bj::serialize(bj::object{{"subject", plan_.letter.subject},
                                    {"html", plan_.letter.html},
                                    {"to", bj::array(plan_.to.begin(), plan_.to.end())},
                                    {"confirm_by", day_or_null(confirm_by)}});
  }

  void attach(const Actor& writer) {
    const auto file = plan_.letter.attachment.ends_with(".xml") ? invoice() : text_file();
    world_.api.upload(writer,
                      {"mail.attach",
                       {to_string(plan_.from->account), to_string(draft_)},
                       {},
                       {mail::Draft::stream(draft_)}},
                      file);
  }

  FileToUpload text_file() const {
    return {plan_.letter.attachment, "text/plain; charset=utf-8",
            fmt::format("{}\n\nDemonstrācijas pielikums.\n", plan_.letter.subject)};
  }

  FileToUpload invoice() const {
    const auto today = domain::riga_date(world_.time.now());
    const auto number = fmt::format("VZD-{}", to_string(today));
    return {plan_.letter.attachment, "application/xml",
            ubl_invoice(invoice_of_land_service(number, today, world_.cast.janis.caller.name))};
  }

  void send() {
    const auto answer = bj::parse(run(*plan_.from->actor, "mail.send", {to_string(draft_)}).body);
    std::vector<domain::Uuid> messages;
    for (const auto& message : answer.at("messages").as_array())
      messages.push_back(*domain::parse_uuid(message.at("id").as_string()));
    world_.api.run_errand(Errand::delivery, messages);
    for (const auto& message : messages) await_recipient({message});
  }

  void await_recipient(domain::MessageId message) {
    const auto state = world_.api.state_of<mail::Message>(message);
    const auto* delivered = mail::delivered(state);
    const auto* recipient = delivered ? all_.with_account(delivered->recipient) : nullptr;
    if (!recipient) return;
    const auto receipt = plan_.receipt ? *plan_.receipt : some_receipt();
    if (receipt == Receipt::left_open) return;
    if (receipt == Receipt::missed)
      world_.agenda.at(delivered->confirmation.due, [&world = world_, message] {
        world.api.run_errand(Errand::receipt_deadline, {message.uuid});
      });
    else
      world_.agenda.at(later(world_.time.now(), chance_.between(0, kMostDaysUntilRead), chance_),
                       [self = shared_from_this(), message, recipient, receipt] {
                         self->receive(message, *recipient, receipt);
                       });
  }

  Receipt some_receipt() {
    const auto percent = chance_.below(100);
    if (percent < 88) return Receipt::confirmed;
    return percent < 92 ? Receipt::refused : Receipt::missed;
  }

  void receive(domain::MessageId message, const Correspondent& recipient, Receipt receipt) {
    run_on(message, recipient, *recipient.actor, "mail.open");
    if (plan_.suspicion) report(message, recipient);
    if (receipt == Receipt::refused) {
      const bj::object refusal{{"reason", reason_to_refuse(chance_)}};
      run_on(message, recipient, *recipient.actor, "mail.refuse", bj::serialize(refusal));
      return;
    }
    run_on(message, recipient, *recipient.actor, "mail.confirm");
    if (recipient.reader && chance_.happens(60)) run_on(message, recipient, *recipient.reader, "mail.open");
    if (!plan_.receipt) go_on(message, recipient);
  }

  // What comes of a letter that was read.
  void go_on(domain::MessageId message, const Correspondent& recipient) {
    if (answers_ < kMostAnswersInARow && chance_.happens(25))
      world_.agenda.at(
          later(world_.time.now(), chance_.between(0, 6), chance_),
          [self = shared_from_this(), message, &recipient] { self->answer(message, recipient); });
    else if (chance_.happens(8))
      world_.agenda.at(later(world_.time.now(), chance_.between(1, 20), chance_),
                       [self = shared_from_this(), message, &recipient] {
                         self->run_on(message, recipient, *recipient.actor, "mail.delete");
                       });
  }

  void answer(domain::MessageId message, const Correspondent& recipient) {
    const bool forwards = chance_.happens(20) && recipient.account != all_.treasury.account &&
                          plan_.from->account != all_.treasury.account;
    LetterPlan plan;
    plan.from = &recipient;
    plan.letter.html = forwards ? some_note_on_forwarding(chance_) : some_answer(chance_);
    if (forwards) plan.to = {all_.treasury.e_address};
    const auto draft = bj::parse(
        run_on(message, recipient, *recipient.actor, forwards ? "mail.forward" : "mail.reply").body);
    std::make_shared<LetterLife>(world_, all_, std::move(plan), chance_.next(), answers_ + 1)
        ->go_on_with(draft);
  }

  void report(domain::MessageId message, const Correspondent& recipient) {
    const bj::object suspicion{
        {"kind", "malware_received"}, {"message", to_string(message)}, {"description", *plan_.suspicion}};
    world_.api.run(*recipient.actor, {"mail.report_suspicion",
                                      {to_string(recipient.account)},
                                      bj::serialize(suspicion),
                                      {mail::Message::stream(message)}});
  }

  // About the draft, in its account.
  api::Reply run(const Actor& actor, std::string_view operation, std::vector<std::string> path = {},
                 std::string body = {}) {
    path.insert(path.begin(), to_string(plan_.from->account));
    return world_.api.run(actor,
                          {operation, std::move(path), std::move(body), {mail::Draft::stream(draft_)}});
  }

  // The same, after which the draft has less than before: what it let go of is destroyed.
  void run_letting_go(const Actor& actor, std::string_view operation, std::string body = {}) {
    world_.api.settle();
    std::vector<domain::Uuid> contents;
    for (const auto& content : mail::writing(world_.api.state_of<mail::Draft>(draft_))->contents())
      contents.push_back(content.uuid);
    run(actor, operation, {to_string(draft_)}, std::move(body));
    world_.api.run_errand(Errand::content_destruction, contents);
  }

  // About the message, in its recipient's account.
  api::Reply run_on(domain::MessageId message, const Correspondent& recipient, const Actor& actor,
                    std::string_view operation, std::string body = {}) {
    return world_.api.run(
        actor, {operation,
                {to_string(recipient.account), to_string(message)},
                std::move(body),
                {mail::Message::stream(message), mail::Copy::stream({mail::Side::received, message})}});
  }

  const World& world_;
  const Correspondents& all_;
  LetterPlan plan_;
  Chance chance_;
  const int answers_;  // how many letters it follows
  domain::DraftId draft_;
};

}  // namespace

const Correspondent* Correspondents::with_account(domain::AccountId account) const {
  for (const auto* one : {&company, &other_company, &land_service, &treasury, &janis, &liga})
    if (one->account == account) return one;
  return nullptr;
}

void plan_letter(const World& world, const Correspondents& all, domain::Instant at, LetterPlan plan,
                 std::uint64_t seed) {
  std::make_shared<LetterLife>(world, all, std::move(plan), seed)->begin(at);
}

}  // namespace vesture::demonstration
