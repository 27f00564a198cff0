#include "api/mail/acting.hpp"

#include "api/mail/letting_go.hpp"
#include "api/mail/showing.hpp"
#include "api/nfc.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using mail::Action;

struct RefuseBody {
  std::string reason;  // at most 250 characters
  BOOST_DESCRIBE_CLASS(RefuseBody, (), (reason), (), ())
};

// What is gone for good.
struct DestroyedJson {
  domain::Uuid id;
  bool destroyed = true;
  BOOST_DESCRIBE_CLASS(DestroyedJson, (), (id, destroyed), (), ())
};

using MailAnswer = Result<Answered<MessageJson>>;

// One action on what the path names: allowed, decided, and answered with what it is then.
template <class Decide>
MailAnswer act_on(Action action, const Backend& backend, const Call& call, Unit& unit, Decide decide_on) {
  const auto own = find_mail_to_change(action, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  if (const auto decided = decide_on(*own); !decided) return std::unexpected(decided.error());
  return answer_with_mail(backend, call, unit, *own);
}

Result<void> move_to_deleted(Unit& unit, const OwnMail& own) {
  if (own.is_draft()) return decide_on_draft(unit, own.draft, mail::DeleteDraft{});
  const bool pending = own.kind == projections::mail::Kind::received && receipt_is_open(unit, own.message());
  return decide_on_copy(unit, own.copy(), mail::DeleteCopy{pending});
}

Result<void> restore(Unit& unit, const OwnMail& own) {
  if (own.is_draft()) return decide_on_draft(unit, own.draft, mail::RestoreDraft{});
  return decide_on_copy(unit, own.copy(), mail::RestoreCopy{});
}

Result<void> destroy(Unit& unit, const OwnMail& own, bool cancelled) {
  if (own.is_draft()) return decide_on_draft(unit, own.draft, mail::DestroyDraft{cancelled});
  return decide_on_copy(unit, own.copy(), mail::DestroyCopy{});
}

// What lies in deleted goes for good; the making of a draft that is open is cancelled (MAIL-07).
Result<Answered<DestroyedJson>> destroy_or_cancel(const Backend& backend, const Call& call, Unit& unit) {
  const auto there = find_mail(backend, call, unit, mail::needed_for(Action::destroy));
  if (!there) return std::unexpected(there.error());
  const bool cancels = there->folder == mail::Folder::drafts;
  const auto own = find_mail_to_change(cancels ? Action::edit : Action::destroy, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  if (const auto gone = destroy(unit, *own, cancels); !gone) return std::unexpected(gone.error());
  Answered<DestroyedJson> answered{{own->id}, {}};
  act_as(own->grant, answered.reply);
  return answered;
}

Route acting(std::string method, std::string path, std::string operation, std::string summary) {
  auto declared =
      declare(Access::person, std::move(method), "/v1/accounts/{account}/messages/{message}" + path,
              std::move(operation), std::move(summary));
  declared.slow = true;  // the answer has the text
  return declared;
}

void add_routes_of_folders(const Backend& backend, std::vector<Route>& routes) {
  routes.push_back(shown_again(
      backend, route<MessageJson>(acting("POST", "/delete", "mail.delete", "Move it to deleted."),
                                  [&backend](const Call& call, Unit& unit) {
                                    return act_on(Action::remove, backend, call, unit, [&](const auto& own) {
                                      return move_to_deleted(unit, own);
                                    });
                                  })));
  routes.push_back(shown_again(
      backend, route<MessageJson>(
                   acting("POST", "/restore", "mail.restore", "Move it from deleted back to where it was."),
                   [&backend](const Call& call, Unit& unit) {
                     return act_on(Action::restore, backend, call, unit,
                                   [&](const auto& own) { return restore(unit, own); });
                   })));
  routes.push_back(route<DestroyedJson>(
      acting("DELETE", "", "mail.destroy",
             "Delete for good what lies in deleted, or cancel the making of a draft."),
      [&backend](const Call& call, Unit& unit) { return destroy_or_cancel(backend, call, unit); }));
}

void add_routes_of_receipt(const Backend& backend, std::vector<Route>& routes) {
  routes.push_back(shown_again(
      backend,
      route<MessageJson>(acting("POST", "/confirm", "mail.confirm", "Confirm that the message was received."),
                         [&backend](const Call& call, Unit& unit) {
                           return act_on(Action::confirm, backend, call, unit, [&](const auto& own) {
                             return decide<mail::Message>(unit, own.message(),
                                                          mail::ConfirmReceipt{call.caller.person});
                           });
                         })));
  routes.push_back(shown_again(
      backend, route<RefuseBody, MessageJson>(
                   acting("POST", "/refuse", "mail.refuse", "Refuse to receive the message, with a reason."),
                   [&backend](const Call& call, Unit& unit, const RefuseBody& body) {
                     return act_on(Action::refuse, backend, call, unit, [&](const auto& own) {
                       const mail::RefuseReceipt refusing{call.caller.person, to_nfc(body.reason)};
                       return decide<mail::Message>(unit, own.message(), refusing);
                     });
                   })));
}

}  // namespace

std::vector<Route> mail_acting_routes(const Backend& backend) {
  std::vector<Route> routes;
  add_routes_of_folders(backend, routes);
  add_routes_of_receipt(backend, routes);
  return routes;
}

}  // namespace vesture::api
