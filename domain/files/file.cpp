#include "domain/files/file.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::files {

namespace {

using Events = std::vector<FileEvent>;

FileAttached attached_by(const AttachFile& c, Deadline retention, Instant at) {
  return {c.file,
          c.account,
          c.subject,
          c.role,
          c.name,
          c.media_type,
          c.content,
          c.scan,
          c.attached_by,
          std::move(retention),
          at};
}

// The same time of day's end, so many days earlier.
Instant days_before(Instant end, std::uint32_t days) {
  return start_of_day_in_riga({riga_date(end).days - static_cast<std::int32_t>(days)});
}

Decision<FileEvent> on(const AttachFile& c, const NoFile&, Instant now) {
  return Events{attached_by(c, deadline(kRetention, riga_date(now)), now)};
}

Decision<FileEvent> on(const AttachFile& c, const HeldFile& s, Instant) {
  if (s.attached == attached_by(c, s.attached.retention, s.attached.at)) return Events{};
  return std::unexpected(rejections::file_exists);
}

Decision<FileEvent> on(const AttachFile&, const ExpiredFile&, Instant) {
  return std::unexpected(rejections::file_exists);
}

Decision<FileEvent> on(const KeepRetention&, const NoFile&, Instant) {
  return std::unexpected(rejections::no_file);
}

Decision<FileEvent> on(const KeepRetention&, const ExpiredFile&, Instant) { return Events{}; }

// Where a warning was missed because nobody came in time, only the one that fits the days that are left goes out.
Decision<FileEvent> on(const KeepRetention&, const HeldFile& s, Instant now) {
  const auto& file = s.attached;
  const Instant end = file.retention.due;
  if (now >= end)
    return Events{
        FileExpired{file.file, file.account, file.subject, file.content.id, file.retention.clause, now}};
  for (auto days = kWarningDays.rbegin(); days != kWarningDays.rend(); ++days)
    if (*days < s.warned_days && now >= days_before(end, *days))
      return Events{ExpiryWarned{file.file, file.account, file.subject, *days, end, now}};
  return Events{};
}

void apply(FileState& state, const ExpiryWarned& e) {
  auto* held = std::get_if<HeldFile>(&state);
  if (!held) throw ImpossibleEvent("a warning of a file that is not held");
  held->warned_days = e.days;
}

void apply(FileState& state, const FileExpired& e) {
  auto* held = std::get_if<HeldFile>(&state);
  if (!held) throw ImpossibleEvent("the end of a file that is not held");
  state = ExpiredFile{std::move(held->attached), e.at};
}

void apply(FileState& state, const FileAttached& e) {
  if (!std::holds_alternative<NoFile>(state)) throw ImpossibleEvent("a file attached twice");
  state = HeldFile{e};
}

}  // namespace

Instant next_retention_step(Instant expires_at, std::uint32_t warned_days) {
  for (const auto days : kWarningDays)
    if (days < warned_days) return days_before(expires_at, days);
  return expires_at;
}

const FileAttached* attached(const FileState& state) {
  return std::visit(Overloaded{[](const NoFile&) -> const FileAttached* { return nullptr; },
                               [](const auto& known) { return &known.attached; }},
                    state);
}

bool is_held(const FileState& state, Instant now) {
  const auto* held = std::get_if<HeldFile>(&state);
  return held && now < held->attached.retention.due;
}

Decision<FileEvent> File::decide(const FileCommand& command, const FileState& state, Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

FileState File::evolve(FileState state, const FileEvent& event) {
  std::visit([&](const auto& e) { apply(state, e); }, event);
  return state;
}

}  // namespace vesture::domain::files
