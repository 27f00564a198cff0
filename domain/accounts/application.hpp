// The application for a legal entity's account: made as an e-service or at the desk, decided by the
// institution's staff; it names the account's first user (ORD-01). Stream "application-<id>".
#pragma once

#include <expected>
#include <span>
#include <string>
#include <variant>

#include "domain/accounts/account.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::accounts {

// Persisted numbers: never change or reuse one.
enum class Channel : std::uint8_t { e_service = 0, desk = 1 };

struct ApplicationSubmitted {
  ApplicationId application;
  PersonId applicant;  // who asked; at the desk, the employee who took it down
  Channel channel{};
  Sealed name;               // of the legal entity
  Sealed registration_code;  // "NTRLV-…"
  Sealed first_user_code;    // "PNOLV-…"
  Sealed first_user_name;
  Instant at;
  AccountKind kind = AccountKind::legal;  // of the account; an institution's only at the desk
  bool operator==(const ApplicationSubmitted&) const = default;
};
struct ApplicationAccepted {
  ApplicationId application;
  AccountId account;
  Instant at;
  bool operator==(const ApplicationAccepted&) const = default;
};
struct ApplicationRefused {
  ApplicationId application;
  Sealed reason;
  Instant at;
  bool operator==(const ApplicationRefused&) const = default;
};
using ApplicationEvent = std::variant<ApplicationSubmitted, ApplicationAccepted, ApplicationRefused>;

struct NoApplication {
  bool operator==(const NoApplication&) const = default;
};
struct PendingApplication {
  ApplicationSubmitted submitted;
  bool operator==(const PendingApplication&) const = default;
};
struct DecidedApplication {
  ApplicationSubmitted submitted;
  std::variant<ApplicationAccepted, ApplicationRefused> decision;
  bool operator==(const DecidedApplication&) const = default;
};
using ApplicationState = std::variant<NoApplication, PendingApplication, DecidedApplication>;

struct SubmitApplication {
  ApplicationId application;
  PersonId applicant;
  Channel channel{};
  std::string name;
  std::string registration_code;
  std::string first_user_code;
  std::string first_user_name;
  AccountKind kind = AccountKind::legal;
};
struct AcceptApplication {
  AccountId account;
};
struct RefuseApplication {
  std::string reason;
};
using ApplicationCommand = std::variant<SubmitApplication, AcceptApplication, RefuseApplication>;

struct Application {
  using Id = ApplicationId;
  using State = ApplicationState;
  using Event = ApplicationEvent;
  using Command = ApplicationCommand;

  static constexpr std::string_view kCategory = "application-";  // of its streams
  static std::string stream(ApplicationId id) { return std::string(kCategory) + to_string(id); }
  static Decision<ApplicationEvent> decide(const ApplicationCommand&, const ApplicationState&, Instant now);
  static ApplicationState evolve(ApplicationState, const ApplicationEvent&);
  static Encoded encode(const ApplicationEvent&, const Cipher&);
  static std::expected<ApplicationEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                             std::span<const std::uint8_t> payload,
                                                             const Cipher&);
};

namespace rejections {
inline constexpr Rejection not_of_this_kind{
    "accounts.application_kind",
    "ORD-01",
    "/kind",
    Kind::invalid,
    {"Piesaka juridiskas personas kontu; iestādes kontu — klātienē",
     "One applies for a legal entity's account; for an institution's, at the desk"}};
inline constexpr Rejection no_application{"accounts.application_not_submitted",
                                          "ORD-01",
                                          "",
                                          Kind::conflict,
                                          {"Tāda pieteikuma nav", "There is no such application"}};
inline constexpr Rejection application_exists{
    "accounts.application_already_submitted",
    "ORD-01",
    "",
    Kind::conflict,
    {"Pieteikums jau ir iesniegts", "The application has been submitted already"}};
inline constexpr Rejection application_decided{
    "accounts.application_decided",
    "ORD-01",
    "",
    Kind::conflict,
    {"Par pieteikumu jau ir izlemts", "The application has been decided on already"}};
}  // namespace rejections

}  // namespace vesture::domain::accounts
