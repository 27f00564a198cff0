#include "domain/accounts/application.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::accounts {

namespace {

using Events = std::vector<ApplicationEvent>;

bool may_apply_for(AccountKind kind, Channel channel) {
  return kind == AccountKind::legal || (kind == AccountKind::institution && channel == Channel::desk);
}

Decision<ApplicationEvent> on(const SubmitApplication& c, const NoApplication&, Instant now) {
  if (!may_apply_for(c.kind, c.channel)) return std::unexpected(rejections::not_of_this_kind);
  return Events{ApplicationSubmitted{c.application, c.applicant, c.channel, c.name, c.registration_code,
                                     c.first_user_code, c.first_user_name, now, c.kind}};
}

Decision<ApplicationEvent> on(const AcceptApplication& c, const PendingApplication& s, Instant now) {
  return Events{ApplicationAccepted{s.submitted.application, c.account, now}};
}

Decision<ApplicationEvent> on(const RefuseApplication& c, const PendingApplication& s, Instant now) {
  return Events{ApplicationRefused{s.submitted.application, c.reason, now}};
}

// A retry of the same decision says nothing new.
Decision<ApplicationEvent> on(const AcceptApplication&, const DecidedApplication& s, Instant) {
  if (std::holds_alternative<ApplicationAccepted>(s.decision)) return Events{};
  return std::unexpected(rejections::application_decided);
}

Decision<ApplicationEvent> on(const RefuseApplication&, const DecidedApplication& s, Instant) {
  if (std::holds_alternative<ApplicationRefused>(s.decision)) return Events{};
  return std::unexpected(rejections::application_decided);
}

Decision<ApplicationEvent> on(const SubmitApplication&, const auto&, Instant) {
  return std::unexpected(rejections::application_exists);
}

Decision<ApplicationEvent> on(const auto&, const NoApplication&, Instant) {
  return std::unexpected(rejections::no_application);
}

ApplicationState decided(const ApplicationState& state,
                         std::variant<ApplicationAccepted, ApplicationRefused> decision) {
  const auto* pending = std::get_if<PendingApplication>(&state);
  if (!pending) throw ImpossibleEvent("a decision on an application that was not waiting for one");
  return DecidedApplication{pending->submitted, std::move(decision)};
}

}  // namespace

Decision<ApplicationEvent> Application::decide(const ApplicationCommand& command,
                                               const ApplicationState& state, Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

ApplicationState Application::evolve(ApplicationState state, const ApplicationEvent& event) {
  return std::visit(Overloaded{[&](const ApplicationSubmitted& e) -> ApplicationState {
                                 if (!std::holds_alternative<NoApplication>(state))
                                   throw ImpossibleEvent("an application submitted twice");
                                 return PendingApplication{e};
                               },
                               [&](const auto& e) { return decided(state, e); }},
                    event);
}

}  // namespace vesture::domain::accounts
