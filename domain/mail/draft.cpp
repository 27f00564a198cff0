#include "domain/mail/draft.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <set>
#include <string_view>

#include "domain/common/identifiers.hpp"
#include "domain/common/overloaded.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/signed_files.hpp"

namespace vesture::domain::mail {

namespace {

using Events = std::vector<DraftEvent>;

constexpr char kBetweenRecipients = '\n';
constexpr std::string_view kCancelled = "MAIL-07";
constexpr Term kFurthestConfirmation{"MAIL-14", 1, TermUnit::calendar_years_without_roll};

std::string joined(const std::vector<std::string>& recipients) {
  std::string text;
  for (const auto& recipient : recipients) {
    if (!text.empty()) text += kBetweenRecipients;
    text += recipient;
  }
  return text;
}

std::vector<std::string> each_once(const std::vector<std::string>& recipients) {
  std::vector<std::string> once;
  std::set<std::string_view> known;
  for (const auto& recipient : recipients)
    if (known.insert(recipient).second) once.push_back(recipient);
  return once;
}

bool last_days_have_begun(const Writing& writing, Instant now) {
  return now >= last_days_begin(writing.keeping);
}

bool is_past(std::optional<Date> day, Instant now) { return day && *day < riga_date(now); }

bool is_too_far(std::optional<Date> day, Instant now) {
  return day && *day > last_day(deadline(kFurthestConfirmation, riga_date(now)));
}

bool says(const DraftSaved& saved, const SaveDraft& c, const Sealed& recipients) {
  return saved.text == c.text && saved.recipients == recipients && saved.confirm_by == c.confirm_by &&
         saved.saved_by == c.saved_by;
}

// nullptr where what was written can be saved.
const Rejection* fault_of(const SaveDraft& c, const std::vector<std::string>& recipients, Instant now) {
  if (!std::ranges::all_of(recipients, is_e_address)) return &rejections::e_address_malformed;
  if (recipients.size() > c.limits.recipients) return &rejections::too_many_recipients;
  if (is_past(c.confirm_by, now)) return &rejections::confirm_by_past;
  if (is_too_far(c.confirm_by, now)) return &rejections::confirm_by_too_far;
  return nullptr;
}

const Rejection* fault_of(const AddAttachment& c, const Writing& writing) {
  if (writing.attachments.size() >= c.limits.attachments) return &rejections::too_many_attachments;
  const auto attached = writing.attached_bytes();
  if (attached > c.limits.attached_bytes || c.content.size > c.limits.attached_bytes - attached)
    return &rejections::attachments_too_large;
  return nullptr;
}

const Rejection* obstacle_to_sending(const Writing& writing, Instant now) {
  if (writing.recipients().empty()) return &rejections::no_recipients;
  if (is_past(writing.saved->confirm_by, now)) return &rejections::confirm_by_past;
  if (signed_otherwise(writing.attachments)) return &rejections::signed_files_differ;
  return nullptr;
}

Decision<DraftEvent> on(const MakeDraft& c, const NoDraft&, Instant now) {
  return Events{DraftMade{c.draft, c.account, c.thread, now}};
}
Decision<DraftEvent> on(const MakeDraft& c, const OpenDraft& s, Instant) {
  const auto& made = s.writing.made;
  if (made == DraftMade{c.draft, c.account, c.thread, made.at}) return Events{};
  return std::unexpected(rejections::draft_exists);
}
Decision<DraftEvent> on(const MakeDraft&, const DeletedDraft&, Instant) {
  return std::unexpected(rejections::draft_exists);
}
Decision<DraftEvent> on(const MakeDraft&, const SentDraft&, Instant) {
  return std::unexpected(rejections::draft_exists);
}
Decision<DraftEvent> on(const MakeDraft&, const GoneDraft&, Instant) {
  return std::unexpected(rejections::draft_exists);
}

// What changes or sends what is written: possible in an open draft only.
template <class C>
concept Writes = std::same_as<C, SaveDraft> || std::same_as<C, AddAttachment> ||
    std::same_as<C, RemoveAttachment> || std::same_as<C, SendDraft>;

Decision<DraftEvent> write(const SaveDraft& c, const Writing& writing, Instant now) {
  const auto recipients = each_once(c.recipients);
  if (const auto* fault = fault_of(c, recipients, now)) return std::unexpected(*fault);
  const Sealed lines(joined(recipients));
  if (writing.saved && says(*writing.saved, c, lines)) return Events{};
  return Events{DraftSaved{writing.made.draft, writing.made.account, c.text, lines, c.confirm_by, c.saved_by,
                           keeping_from(now), now}};
}

Decision<DraftEvent> write(const AddAttachment& c, const Writing& writing, Instant now) {
  const auto is_it = [&](const Attachment& attachment) { return attachment.content.id == c.content.id; };
  if (std::ranges::any_of(writing.attachments, is_it)) return Events{};
  if (const auto* fault = fault_of(c, writing)) return std::unexpected(*fault);
  return Events{
      AttachmentAdded{writing.made.draft,
                      writing.made.account,
                      {writing.last_number + 1, c.name, c.media_type, c.content, c.scan, c.inspection},
                      c.added_by,
                      keeping_from(now),
                      now}};
}

Decision<DraftEvent> write(const RemoveAttachment& c, const Writing& writing, Instant now) {
  if (c.number == 0 || c.number > writing.last_number) return std::unexpected(rejections::no_attachment);
  if (!writing.attachment(c.number)) return Events{};
  return Events{
      AttachmentRemoved{writing.made.draft, writing.made.account, c.number, keeping_from(now), now}};
}

Decision<DraftEvent> write(const SendDraft& c, const Writing& writing, Instant now) {
  if (const auto* obstacle = obstacle_to_sending(writing, now)) return std::unexpected(*obstacle);
  assert(c.messages.size() == writing.recipients().size());
  return Events{DraftSent{writing.made.draft, writing.made.account, c.messages, c.sent_by, now}};
}

Decision<DraftEvent> on(const Writes auto& c, const OpenDraft& s, Instant now) {
  if (last_days_have_begun(s.writing, now)) return std::unexpected(rejections::last_days);
  return write(c, s.writing, now);
}
Decision<DraftEvent> on(const Writes auto&, const DeletedDraft&, Instant) {
  return std::unexpected(rejections::not_for_deleted);
}
Decision<DraftEvent> on(const Writes auto&, const SentDraft&, Instant) {
  return std::unexpected(rejections::draft_sent);
}
Decision<DraftEvent> on(const SendDraft& c, const SentDraft& s, Instant) {
  if (c.messages == s.sent.messages && c.sent_by == s.sent.sent_by) return Events{};
  return std::unexpected(rejections::draft_sent);
}
Decision<DraftEvent> on(const Writes auto&, const GoneDraft&, Instant) {
  return std::unexpected(rejections::destroyed);
}

DraftEvent deleted(const Writing& writing, DeletedBecause because, Instant now) {
  return DraftDeleted{writing.made.draft, writing.made.account, because, now};
}

DraftEvent destroyed(const Writing& writing, std::string_view clause, Instant now) {
  return DraftDestroyed{writing.made.draft, writing.made.account, std::string(clause), now};
}

Decision<DraftEvent> on(const DeleteDraft&, const OpenDraft& s, Instant now) {
  return Events{deleted(s.writing, DeletedBecause::asked, now)};
}
Decision<DraftEvent> on(const DeleteDraft&, const DeletedDraft&, Instant) { return Events{}; }
Decision<DraftEvent> on(const DeleteDraft&, const SentDraft&, Instant) {
  return std::unexpected(rejections::draft_sent);
}
Decision<DraftEvent> on(const DeleteDraft&, const GoneDraft&, Instant) {
  return std::unexpected(rejections::destroyed);
}

Decision<DraftEvent> on(const RestoreDraft&, const OpenDraft&, Instant) { return Events{}; }
Decision<DraftEvent> on(const RestoreDraft&, const DeletedDraft& s, Instant now) {
  if (last_days_have_begun(s.writing, now)) return std::unexpected(rejections::last_days);
  return Events{DraftRestored{s.writing.made.draft, s.writing.made.account, now}};
}
Decision<DraftEvent> on(const RestoreDraft&, const SentDraft&, Instant) {
  return std::unexpected(rejections::draft_sent);
}
Decision<DraftEvent> on(const RestoreDraft&, const GoneDraft&, Instant) {
  return std::unexpected(rejections::destroyed);
}

Decision<DraftEvent> on(const DestroyDraft& c, const OpenDraft& s, Instant now) {
  if (!c.cancelled) return std::unexpected(rejections::not_for_drafts);
  return Events{destroyed(s.writing, kCancelled, now)};
}
Decision<DraftEvent> on(const DestroyDraft& c, const DeletedDraft& s, Instant now) {
  if (c.cancelled) return std::unexpected(rejections::not_for_deleted);
  return Events{destroyed(s.writing, kDestroyedAsAsked, now)};
}
Decision<DraftEvent> on(const DestroyDraft&, const SentDraft&, Instant) {
  return std::unexpected(rejections::draft_sent);
}
Decision<DraftEvent> on(const DestroyDraft&, const GoneDraft&, Instant) { return Events{}; }

Decision<DraftEvent> on(const LetMessageGo&, const OpenDraft&, Instant) {
  return std::unexpected(rejections::draft_not_sent);
}
Decision<DraftEvent> on(const LetMessageGo&, const DeletedDraft&, Instant) {
  return std::unexpected(rejections::draft_not_sent);
}
Decision<DraftEvent> on(const LetMessageGo& c, const SentDraft& s, Instant now) {
  if (std::ranges::find(s.left, c.message) != s.left.end())
    return Events{MessageLetGo{s.writing.made.draft, c.message, c.clause, now}};
  if (std::ranges::find(s.sent.messages, c.message) != s.sent.messages.end()) return Events{};
  return std::unexpected(rejections::message_not_of_draft);
}
Decision<DraftEvent> on(const LetMessageGo&, const GoneDraft&, Instant) { return Events{}; }

Decision<DraftEvent> keep_term(const Writing& writing, bool moved, Instant now) {
  switch (due_step(writing.keeping, moved, now)) {
    case TermStep::none:
      return Events{};
    case TermStep::move_to_deleted:
      return Events{deleted(writing, DeletedBecause::term, now)};
    case TermStep::destroy:
      return Events{destroyed(writing, kDestroyedByTerm, now)};
  }
  assert(false);
  return Events{};
}

Decision<DraftEvent> on(const KeepDraftTerm&, const OpenDraft& s, Instant now) {
  return keep_term(s.writing, false, now);
}
Decision<DraftEvent> on(const KeepDraftTerm&, const DeletedDraft& s, Instant now) {
  return keep_term(s.writing, s.because == DeletedBecause::term, now);
}
// Its messages' copies have terms of their own.
Decision<DraftEvent> on(const KeepDraftTerm&, const SentDraft&, Instant) { return Events{}; }
Decision<DraftEvent> on(const KeepDraftTerm&, const GoneDraft&, Instant) { return Events{}; }

// Everything but making needs a draft.
Decision<DraftEvent> on(const auto&, const NoDraft&, Instant) {
  return std::unexpected(rejections::no_draft);
}

DraftState after(NoDraft, const DraftMade& e) {
  return OpenDraft{
      {.made = e, .saved = {}, .attachments = {}, .last_number = 0, .keeping = keeping_from(e.at)}};
}
DraftState after(OpenDraft s, const DraftSaved& e) {
  s.writing.saved = e;
  s.writing.keeping = e.keeping;
  return s;
}
DraftState after(OpenDraft s, const AttachmentAdded& e) {
  s.writing.last_number = e.attachment.number;
  s.writing.attachments.push_back(e.attachment);
  s.writing.keeping = e.keeping;
  return s;
}
DraftState after(OpenDraft s, const AttachmentRemoved& e) {
  std::erase_if(s.writing.attachments, [&](const Attachment& each) { return each.number == e.number; });
  s.writing.keeping = e.keeping;
  return s;
}
DraftState after(OpenDraft s, const DraftDeleted& e) {
  return DeletedDraft{std::move(s.writing), e.because, e.at};
}
DraftState after(DeletedDraft s, const DraftDeleted& e) {
  return DeletedDraft{std::move(s.writing), e.because, e.at};
}
DraftState after(DeletedDraft s, const DraftRestored&) { return OpenDraft{std::move(s.writing)}; }
DraftState after(OpenDraft s, const DraftDestroyed& e) {
  return GoneDraft{std::move(s.writing.made), e.clause};
}
DraftState after(DeletedDraft s, const DraftDestroyed& e) {
  return GoneDraft{std::move(s.writing.made), e.clause};
}
DraftState after(OpenDraft s, const DraftSent& e) { return SentDraft{std::move(s.writing), e, e.messages}; }
DraftState after(SentDraft s, const MessageLetGo& e) {
  if (std::erase(s.left, e.message) == 0) throw ImpossibleEvent("a message let go of that was gone already");
  if (s.left.empty()) return GoneDraft{std::move(s.writing.made), e.clause};
  return s;
}
DraftState after(const auto&, const auto&) {
  throw ImpossibleEvent("an event that cannot follow in a draft's life");
}

}  // namespace

std::vector<std::string> Writing::recipients() const {
  std::vector<std::string> all;
  if (!saved) return all;
  std::string_view rest = saved->recipients.text;
  while (!rest.empty()) {
    const auto end = rest.find(kBetweenRecipients);
    all.emplace_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return all;
}

std::uint64_t Writing::attached_bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& attachment : attachments) bytes += attachment.content.size;
  return bytes;
}

std::vector<ContentId> Writing::contents() const {
  std::vector<ContentId> all;
  if (saved) all.push_back(saved->text.id);
  for (const auto& attachment : attachments) all.push_back(attachment.content.id);
  return all;
}

const Attachment* Writing::attachment(std::uint32_t number) const {
  const auto found = std::ranges::find(attachments, number, &Attachment::number);
  return found == attachments.end() ? nullptr : &*found;
}

const Writing* writing(const DraftState& state) {
  return std::visit(Overloaded{[](const NoDraft&) -> const Writing* { return nullptr; },
                               [](const GoneDraft&) -> const Writing* { return nullptr; },
                               [](const auto& readable) { return &readable.writing; }},
                    state);
}

bool is_e_address(std::string_view text) { return parse_natural_person(text) || parse_legal_entity(text); }

Decision<DraftEvent> Draft::decide(const DraftCommand& command, const DraftState& state, Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

DraftState Draft::evolve(DraftState state, const DraftEvent& event) {
  return std::visit([](auto&& s, const auto& e) { return after(std::move(s), e); }, std::move(state), event);
}

}  // namespace vesture::domain::mail
