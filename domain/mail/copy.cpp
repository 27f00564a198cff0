#include "domain/mail/copy.hpp"

#include <cassert>

#include "domain/common/overloaded.hpp"
#include "domain/mail/keeping.hpp"

namespace vesture::domain::mail {

namespace {

using Events = std::vector<CopyEvent>;

CopyEvent deleted(const CopyFiled& filed, DeletedBecause because, Instant now) {
  return CopyDeleted{filed.copy, filed.account, because, now};
}

CopyEvent destroyed(const CopyFiled& filed, std::string_view clause, Instant now) {
  return CopyDestroyed{filed.copy, filed.account, filed.draft, std::string(clause), now};
}

Decision<CopyEvent> on(const FileCopy& c, const NoCopy&, Instant now) {
  return Events{CopyFiled{c.copy, c.account, c.draft, keeping_from(now), now}};
}
// Of a copy that is there already: a retry of its filing says nothing new.
Decision<CopyEvent> on(const FileCopy& c, const auto& s, Instant) {
  const CopyFiled& known = s.filed;
  if (known == CopyFiled{c.copy, c.account, c.draft, known.keeping, known.at}) return Events{};
  return std::unexpected(rejections::copy_exists);
}

Decision<CopyEvent> on(const DeleteCopy& c, const KeptCopy& s, Instant now) {
  if (c.receipt_pending) return std::unexpected(rejections::receipt_pending);
  return Events{deleted(s.filed, DeletedBecause::asked, now)};
}
Decision<CopyEvent> on(const DeleteCopy&, const DeletedCopy&, Instant) { return Events{}; }
Decision<CopyEvent> on(const DeleteCopy&, const DestroyedCopy&, Instant) {
  return std::unexpected(rejections::destroyed);
}

Decision<CopyEvent> on(const RestoreCopy&, const KeptCopy&, Instant) { return Events{}; }
Decision<CopyEvent> on(const RestoreCopy&, const DeletedCopy& s, Instant now) {
  if (now >= last_days_begin(s.filed.keeping)) return std::unexpected(rejections::last_days);
  return Events{CopyRestored{s.filed.copy, s.filed.account, now}};
}
Decision<CopyEvent> on(const RestoreCopy&, const DestroyedCopy&, Instant) {
  return std::unexpected(rejections::destroyed);
}

Decision<CopyEvent> on(const DestroyCopy&, const KeptCopy& s, Instant) {
  return std::unexpected(s.filed.copy.side == Side::sent ? rejections::not_for_sent
                                                         : rejections::not_for_received);
}
Decision<CopyEvent> on(const DestroyCopy&, const DeletedCopy& s, Instant now) {
  return Events{destroyed(s.filed, kDestroyedAsAsked, now)};
}
Decision<CopyEvent> on(const DestroyCopy&, const DestroyedCopy&, Instant) { return Events{}; }

Decision<CopyEvent> keep_term(const CopyFiled& filed, bool moved, Instant now) {
  switch (due_step(filed.keeping, moved, now)) {
    case TermStep::none:
      return Events{};
    case TermStep::move_to_deleted:
      return Events{deleted(filed, DeletedBecause::term, now)};
    case TermStep::destroy:
      return Events{destroyed(filed, kDestroyedByTerm, now)};
  }
  assert(false);
  return Events{};
}

Decision<CopyEvent> on(const KeepCopyTerm&, const KeptCopy& s, Instant now) {
  return keep_term(s.filed, false, now);
}
Decision<CopyEvent> on(const KeepCopyTerm&, const DeletedCopy& s, Instant now) {
  return keep_term(s.filed, s.because == DeletedBecause::term, now);
}
Decision<CopyEvent> on(const KeepCopyTerm&, const DestroyedCopy&, Instant) { return Events{}; }

Decision<CopyEvent> no_copy() { return std::unexpected(rejections::no_copy); }
Decision<CopyEvent> on(const DeleteCopy&, const NoCopy&, Instant) { return no_copy(); }
Decision<CopyEvent> on(const RestoreCopy&, const NoCopy&, Instant) { return no_copy(); }
Decision<CopyEvent> on(const DestroyCopy&, const NoCopy&, Instant) { return no_copy(); }
Decision<CopyEvent> on(const KeepCopyTerm&, const NoCopy&, Instant) { return no_copy(); }

CopyState after(NoCopy, const CopyFiled& e) { return KeptCopy{e}; }
CopyState after(KeptCopy s, const CopyDeleted& e) { return DeletedCopy{std::move(s.filed), e.because, e.at}; }
CopyState after(DeletedCopy s, const CopyDeleted& e) {
  return DeletedCopy{std::move(s.filed), e.because, e.at};
}
CopyState after(DeletedCopy s, const CopyRestored&) { return KeptCopy{std::move(s.filed)}; }
CopyState after(KeptCopy s, const CopyDestroyed& e) { return DestroyedCopy{std::move(s.filed), e}; }
CopyState after(DeletedCopy s, const CopyDestroyed& e) { return DestroyedCopy{std::move(s.filed), e}; }
CopyState after(const auto&, const auto&) {
  throw ImpossibleEvent("an event that cannot follow in a copy's life");
}

}  // namespace

const CopyFiled* filed(const CopyState& state) {
  return std::visit(Overloaded{[](const NoCopy&) -> const CopyFiled* { return nullptr; },
                               [](const DestroyedCopy&) -> const CopyFiled* { return nullptr; },
                               [](const auto& held) { return &held.filed; }},
                    state);
}

bool is_held(const CopyState& state, Instant now) {
  const auto* held = filed(state);
  return held && now < held->keeping.due;
}

Decision<CopyEvent> Copy::decide(const CopyCommand& command, const CopyState& state, Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

CopyState Copy::evolve(CopyState state, const CopyEvent& event) {
  return std::visit([](auto&& s, const auto& e) { return after(std::move(s), e); }, std::move(state), event);
}

}  // namespace vesture::domain::mail
