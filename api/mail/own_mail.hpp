// A draft or a message as an account has it, found in the log by the id that a path names: what it is, where it lies, what
// may be done with it. Rows of views never decide: they lag.
#pragma once

#include "api/backend.hpp"
#include "domain/mail/actions.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "projections/mail/mailbox.hpp"

namespace vesture::api {

struct OwnMail {
  Grant grant;
  projections::mail::Kind kind{};
  domain::Uuid id;        // the draft's, or the message's
  domain::DraftId draft;  // what was written
  domain::mail::Folder folder{};
  bool account_is_active = false;

  bool is_draft() const { return kind == projections::mail::Kind::draft; }
  domain::MessageId message() const { return {id}; }  // of a sent or received one
  domain::mail::CopyId copy() const;                  // the account's, of a sent or received one
};

// What …/accounts/{account}/messages/{message} names, for a caller with the right. mail.destroyed (410) where the account
// has it no more: destroyed, or its term is over, whether or not anyone has come to destroy it yet.
Result<OwnMail> find_mail(const Backend&, const Call&, Unit&, domain::rights::Right needed);
// The same for an action: refused where the caller has no right to it, where it is not allowed in the folder or in an
// inactive account (MAIL-03 to MAIL-06, MAIL-21).
Result<OwnMail> find_mail_for(domain::mail::Action, const Backend&, const Call&, Unit&);
// The same for one that changes it: refused also where If-Match names another version.
Result<OwnMail> find_mail_to_change(domain::mail::Action, const Backend&, const Call&, Unit&);

// What …/attachments/{number} names below it.
Result<domain::mail::Attachment> find_attachment(const Call&, Unit&, const OwnMail&);

// Where it lies now, with what the unit has decided since it was found. Of what is there.
OwnMail as_it_is_now(Unit&, OwnMail);

// Its ETag. It changes with the message and with the account's own copy, and tells nothing of the other party's.
eventstore::Version version_of(Unit&, const OwnMail&);

// What may be done with it now, by whom the grant is.
std::vector<domain::mail::Action> possible_actions(Unit&, const OwnMail&);

// Whether its receipt can still be confirmed or refused (MAIL-14). Of a received one.
bool receipt_is_open(Unit&, domain::MessageId);

namespace problems {
Problem mail_destroyed();  // mail.destroyed, RET-03; 410
}  // namespace problems

}  // namespace vesture::api
