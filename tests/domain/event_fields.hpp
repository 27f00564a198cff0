// The fields of events, whatever they are: drawing random ones in a property, and reaching the sealed ones.
#pragma once

#include <rapidcheck.h>

#include <array>
#include <boost/pfr/core.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/accounts/register_feed.hpp"
#include "domain/common/sealing.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/suspicion.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/numbering.hpp"
#include "domain/orders/order.hpp"

namespace vesture::domain {

// Enumerations have no gaps: their last value says how many there are.
template <class E>
inline constexpr E kLast = E{};
template <>
inline constexpr auto kLast<orders::OrderStatus> = orders::OrderStatus::completed;
template <>
inline constexpr auto kLast<orders::RequestStatus> = orders::RequestStatus::failed;
template <>
inline constexpr auto kLast<orders::Delivery> = orders::Delivery::post;
template <>
inline constexpr auto kLast<orders::Placed> = orders::Placed::desk;
template <>
inline constexpr auto kLast<orders::Purpose> = orders::Purpose::balance;
template <>
inline constexpr auto kLast<orders::Series> = orders::Series::invoices;
template <>
inline constexpr auto kLast<accounts::AccountKind> = accounts::AccountKind::institution;
template <>
inline constexpr auto kLast<accounts::AnnulledBecause> = accounts::AnnulledBecause::closure;
template <>
inline constexpr auto kLast<accounts::RegisterChangeKind> = accounts::RegisterChangeKind::unreadable;
template <>
inline constexpr auto kLast<accounts::ChangeOutcome> = accounts::ChangeOutcome::put_aside;
template <>
inline constexpr auto kLast<accounts::Channel> = accounts::Channel::desk;
template <>
inline constexpr auto kLast<TermUnit> = TermUnit::calendar_years_without_roll;
template <>
inline constexpr auto kLast<files::Role> = files::Role::result;
template <>
inline constexpr auto kLast<files::SubjectKind> = files::SubjectKind::service_request;
template <>
inline constexpr auto kLast<files::Scan> = files::Scan::clean;
template <>
inline constexpr auto kLast<files::Form> = files::Form::signed_container;
template <>
inline constexpr auto kLast<signatures::State> = signatures::State::invalid;
template <>
inline constexpr auto kLast<accounts::ContactKind> = accounts::ContactKind::postal_address;
template <>
inline constexpr auto kLast<accounts::Consent> = accounts::Consent::newsletter;
template <>
inline constexpr auto kLast<Language> = Language::en;
template <>
inline constexpr auto kLast<notifications::Topic> = notifications::Topic::receipt_missed;
template <>
inline constexpr auto kLast<notifications::SubjectKind> = notifications::SubjectKind::message;
template <>
inline constexpr auto kLast<notifications::GivenUpBecause> = notifications::GivenUpBecause::no_address;
template <>
inline constexpr auto kLast<mail::ThreadKind> = mail::ThreadKind::forward;
template <>
inline constexpr auto kLast<mail::DeletedBecause> = mail::DeletedBecause::term;
template <>
inline constexpr auto kLast<mail::FailureReason> = mail::FailureReason::not_allowed;
template <>
inline constexpr auto kLast<mail::Side> = mail::Side::received;
template <>
inline constexpr auto kLast<mail::SuspicionKind> = mail::SuspicionKind::malware_received;

template <class T>
T drawn();

namespace drawing {

template <class T>
requires std::is_arithmetic_v<T>
void draw(T& number) { number = *rc::gen::arbitrary<T>(); }

template <class T>
requires std::is_enum_v<T>
void draw(T& value) {
  static_assert(kLast<T> != T{}, "name the last value of this enumeration above");
  value = static_cast<T>(*rc::gen::inRange(0, static_cast<int>(kLast<T>) + 1));
}

// Any bytes, a zero among them.
inline void draw(std::string& text) { text = *rc::gen::container<std::string>(rc::gen::arbitrary<char>()); }
inline void draw(Sealed& field) { field = drawn<std::string>(); }
template <std::size_t N>
void draw(std::array<std::uint8_t, N>& bytes) {
  bytes = *rc::gen::arbitrary<std::array<std::uint8_t, N>>();
}
inline void draw(Uuid& id) { id.bytes = *rc::gen::arbitrary<std::array<std::uint8_t, 16>>(); }

template <class T>
void draw(std::optional<T>& value) {
  if (*rc::gen::arbitrary<bool>()) value = drawn<T>();
}

template <class T>
void draw(std::vector<T>& values) {
  values.resize(*rc::gen::inRange<std::size_t>(0, 5));
  for (auto& value : values) value = drawn<T>();
}

template <class T>
requires std::is_aggregate_v<T>
void draw(T& value) {
  boost::pfr::for_each_field(value, [](auto& field) { draw(field); });
}

}  // namespace drawing

template <class T>
T drawn() {
  T value;
  drawing::draw(value);
  return value;
}

// One random event of each type that the aggregate has.
template <class Event>
struct EveryType {
  static std::vector<Event> drawn() { return {domain::drawn<Event>()}; }
};

template <class... Types>
struct EveryType<std::variant<Types...>> {
  static std::vector<std::variant<Types...>> drawn() { return {domain::drawn<Types>()...}; }
};

// Calls change(field) for each sealed field that the event has, itself or in an attachment (of one that was never
// looked into nothing was found).
template <class Event, class Change>
void for_each_sealed(Event& event, Change change) {
  boost::pfr::for_each_field(event, [&](auto& field) {
    using Field = std::remove_cvref_t<decltype(field)>;
    if constexpr (std::is_same_v<Field, Sealed>)
      change(field);
    else if constexpr (std::is_same_v<Field, mail::Attachment>)
      for_each_sealed(field, change);
    else if constexpr (std::is_same_v<Field, files::Inspection>)
      if (field != files::Inspection{}) change(field.findings);
  });
}

template <class... Types, class Change>
void for_each_sealed(std::variant<Types...>& event, Change change) {
  std::visit([&](auto& alternative) { for_each_sealed(alternative, change); }, event);
}

}  // namespace vesture::domain
