// Random commands against a small model of an order that is kept beside the decider.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "tests/domain/order_facts.hpp"

namespace vesture::domain::orders {
namespace {

using enum OrderStatus;

enum class Verdict { events, nothing, rejected };

struct ModelPart {
  OrderStatus status{};
  OrderStatus suspended_from{};
  bool has_result = false;
  bool handed_over = false;
  std::optional<Date> planned;
};

struct ModelInvoice {
  Purpose purpose{};
  std::string paid_by;  // the payment's reference; empty while unpaid
};

struct ModelFile {
  std::uint32_t part = 0;
  files::Role role{};
};

// The rules once more, in as few words as they take: verdict() says what the decider must say and changes the
// model as its events must change the order.
class Model {
 public:
  Verdict verdict(const OrderCommand& command) {
    return std::visit([this](const auto& c) { return on(c); }, command);
  }

  const std::map<std::uint32_t, ModelPart>& parts() const { return parts_; }

  bool everything_paid() const {
    return !invoices_.empty() &&
           std::ranges::none_of(invoices_, [](const auto& i) { return i.second.paid_by.empty(); });
  }

 private:
  Verdict on(const RegisterOrder& c) {
    if (registered_with_ && *registered_with_ == c.parts && asks_prepayment_ == c.prepayment)
      return Verdict::nothing;
    if (registered_with_) return Verdict::rejected;
    registered_with_ = c.parts;
    asks_prepayment_ = c.prepayment;
    for (const auto& part : c.parts)
      parts_[part.number] = {part.status, {}, part.has_result, false, std::nullopt};
    return Verdict::events;
  }

  Verdict on(const MovePart& c) {
    if (!parts_.contains(c.part)) return Verdict::rejected;
    auto& part = parts_[c.part];
    if (part.status == c.to) return Verdict::nothing;
    if (!may_move(part, c.to)) return Verdict::rejected;
    if (c.to == suspended) part.suspended_from = part.status;
    part.status = c.to;
    return Verdict::events;
  }

  Verdict on(const ReplanPart& c) {
    if (!parts_.contains(c.part) || over(parts_[c.part])) return Verdict::rejected;
    auto& planned = parts_[c.part].planned;
    if (planned == c.planned_completion) return Verdict::nothing;
    planned = c.planned_completion;
    return Verdict::events;
  }

  Verdict on(const HandOver& c) {
    if (!parts_.contains(c.part)) return Verdict::rejected;
    auto& part = parts_[c.part];
    if (part.handed_over) return Verdict::nothing;
    if (part.status != ready || !part.has_result) return Verdict::rejected;
    part.handed_over = true;
    part.status = completed;
    return Verdict::events;
  }

  Verdict on(const IssueInvoice& c) {
    if (!registered_with_) return Verdict::rejected;
    if (const auto known = invoices_.find(c.invoice); known != invoices_.end())
      return known->second.purpose == c.purpose ? Verdict::nothing : Verdict::rejected;
    if (c.purpose == Purpose::prepayment && everything_over()) return Verdict::rejected;
    invoices_[c.invoice] = {c.purpose, ""};
    return Verdict::events;
  }

  Verdict on(const MarkInvoicePaid& c) {
    const auto invoice = invoices_.find(c.invoice);
    if (invoice == invoices_.end()) return Verdict::rejected;
    auto& paid_by = invoice->second.paid_by;
    if (paid_by == c.reference) return Verdict::nothing;
    if (!paid_by.empty()) return Verdict::rejected;
    paid_by = c.reference;
    return Verdict::events;
  }

  Verdict on(const LinkRequest& c) {
    if (!registered_with_ || c.account != kAccount) return Verdict::rejected;
    return links_.insert(c.request).second ? Verdict::events : Verdict::nothing;
  }

  Verdict on(const AddFile& c) {
    if (files_.contains(c.file)) return Verdict::nothing;
    if (!parts_.contains(c.part)) return Verdict::rejected;
    const auto& part = parts_[c.part];
    const bool worked_on = part.status == in_progress || part.status == ready;
    if (c.role == files::Role::document ? over(part) : !worked_on || !part.has_result)
      return Verdict::rejected;
    files_[c.file] = {c.part, c.role};
    return Verdict::events;
  }

  Verdict on(const TakeResult& c) {
    const auto file = files_.find(c.file);
    if (file == files_.end() || file->second.role == files::Role::document) return Verdict::rejected;
    const auto& part = parts_[file->second.part];
    if ((part.status != ready && part.status != completed) || owes()) return Verdict::rejected;
    return on(HandOver{file->second.part});
  }

  bool owes() const {
    if (invoices_.empty()) return asks_prepayment_;
    return !everything_paid();
  }

  bool may_move(const ModelPart& part, OrderStatus to) const {
    switch (part.status) {
      case application_processing:
        return to == registered || to == terminated;
      case registered:
        return (to == in_progress && prepayment_settled()) || to == suspended || to == terminated;
      case in_progress:
        return to == suspended || to == terminated || (to == ready && part.has_result) ||
               (to == completed && !part.has_result);
      case suspended:
        return to == part.suspended_from || to == terminated;
      case ready:
      case completed:
      case terminated:
        break;
    }
    return false;
  }

  bool prepayment_settled() const {
    int asked = 0;
    for (const auto& [_, invoice] : invoices_) {
      if (invoice.purpose != Purpose::prepayment) continue;
      if (invoice.paid_by.empty()) return false;
      ++asked;
    }
    return asked > 0 || !asks_prepayment_;
  }

  static bool over(const ModelPart& part) { return part.status == completed || part.status == terminated; }

  bool everything_over() const {
    return std::ranges::all_of(parts_, [](const auto& part) { return over(part.second); });
  }

  std::optional<std::vector<Part>> registered_with_;
  bool asks_prepayment_ = false;
  std::map<std::uint32_t, ModelPart> parts_;
  std::map<InvoiceId, ModelInvoice> invoices_;
  std::set<RequestId> links_;
  std::map<FileId, ModelFile> files_;
};

template <class T>
T one_of(std::initializer_list<T> choices) {
  return *rc::gen::elementOf(std::vector<T>(choices));
}

std::uint32_t any_part() { return one_of({1U, 1U, 2U, 2U, 3U}); }  // 3 is of some orders only

FileId any_file() { return one_of({kFile, kSecondFile}); }

InvoiceId any_invoice() { return one_of({kInvoice, kSecondInvoice}); }

OrderRegistered any_registration() {
  auto order = order_of(parts(*rc::gen::inRange<std::size_t>(2, 4)));
  order.prepayment = *rc::gen::arbitrary<bool>();
  for (auto& each : order.parts) {
    each.status = one_of({application_processing, registered});
    each.has_result = *rc::gen::arbitrary<bool>();
  }
  return order;
}

// Seldom the ends of a story.
OrderStatus any_status() {
  return *rc::gen::weightedElement<OrderStatus>({{1, application_processing},
                                                 {1, terminated},
                                                 {3, registered},
                                                 {6, in_progress},
                                                 {3, suspended},
                                                 {6, ready},
                                                 {3, completed}});
}

OrderCommand any_command() {
  switch (*rc::gen::weightedElement<int>(
      {{1, 0}, {12, 1}, {2, 2}, {4, 3}, {3, 4}, {3, 5}, {2, 6}, {4, 7}, {4, 8}})) {
    case 0:
      return register_order(any_registration());
    case 1:
      return MovePart{any_part(), any_status(), ""};
    case 2:
      return ReplanPart{any_part(), {kToday.days + *rc::gen::inRange(0, 3)}};
    case 3:
      return HandOver{any_part()};
    case 4:
      return issue(one_of({Purpose::prepayment, Purpose::balance}), kFee, any_invoice());
    case 5:
      return MarkInvoicePaid{any_invoice(), one_of<std::string>({"LV-2024-1", "LV-2024-2"}), kToday};
    case 7:
      return add_file(one_of({files::Role::document, files::Role::result}), any_file(), any_part());
    case 8:
      return TakeResult{any_file()};
    default:
      return LinkRequest{kRequest, "E-0000000001", one_of({kAccount, kAccount, kOtherAccount})};
  }
}

// Most stories are of an order that is there.
std::vector<OrderCommand> any_story() {
  std::vector<OrderCommand> story;
  if (*rc::gen::inRange(0, 10) > 0) story.push_back(register_order(any_registration()));
  for (int left = *rc::gen::inRange(0, 60); left > 0; --left) story.push_back(any_command());
  return story;
}

Verdict verdict_of(const Decision<OrderEvent>& decision) {
  if (!decision) return Verdict::rejected;
  return decision->empty() ? Verdict::nothing : Verdict::events;
}

// The model follows each command; `check` sees the state before it, the command, the decision and the state after.
template <class Check>
void tell(Check check) {
  Model model;
  OrderState state;
  for (const auto& command : any_story()) {
    const auto decision = Order::decide(command, state, kNoon);
    RC_LOG() << printed(command) << '\n'
             << (decision ? lines_of(*decision) : "  " + std::string(decision.error().code) + "\n");
    const OrderState before = state;
    if (decision)
      for (const auto& event : *decision) state = Order::evolve(std::move(state), event);
    check(model, before, command, decision, state);
  }
}

RC_GTEST_PROP(OrderDecider, ORD_11_DecidesAsTheModelDoes, ()) {
  tell([](Model& model, const OrderState&, const OrderCommand& command, const Decision<OrderEvent>& decision,
          const OrderState& state) {
    RC_ASSERT(model.verdict(command) == verdict_of(decision));
    const auto* order = std::get_if<OpenOrder>(&state);
    RC_ASSERT((order ? order->parts.size() : 0) == model.parts().size());
    for (const auto& [number, part] : model.parts()) {
      RC_ASSERT(order->parts[number - 1].part.status == part.status);
      RC_ASSERT(order->parts[number - 1].handed_over_at.has_value() == part.handed_over);
    }
  });
}

RC_GTEST_PROP(OrderDecider, ARetryOfWhatWasAcceptedSaysNothingNew, ()) {
  tell([](Model&, const OrderState&, const OrderCommand& command, const Decision<OrderEvent>& decision,
          const OrderState& state) {
    if (!decision) return;
    const auto retried = Order::decide(command, state, Instant{kNoon.microseconds + 1});
    RC_ASSERT(retried.has_value());
    RC_ASSERT(retried->empty());
  });
}

RC_GTEST_PROP(OrderDecider, ORD_13_IsPaidOnlyWhenEveryInvoiceIs, ()) {
  tell([](Model& model, const OrderState&, const OrderCommand& command, const Decision<OrderEvent>&,
          const OrderState& state) {
    model.verdict(command);
    const auto* order = std::get_if<OpenOrder>(&state);
    const bool is_paid = order && payment_state(*order) == PaymentState::paid;
    RC_ASSERT(is_paid == model.everything_paid());
  });
}

RC_GTEST_PROP(OrderDecider, ORD_11_AMoveSaysWhereThePartCameFrom, ()) {
  tell([](Model&, const OrderState& before, const OrderCommand&, const Decision<OrderEvent>& decision,
          const OrderState& state) {
    if (!decision) return;
    for (const auto& event : *decision) {
      const auto* move = std::get_if<PartMoved>(&event);
      if (!move) continue;
      RC_ASSERT(std::get<OpenOrder>(before).parts[move->part - 1].part.status == move->from);
      RC_ASSERT(std::get<OpenOrder>(state).parts[move->part - 1].part.status == move->to);
    }
  });
}

}  // namespace
}  // namespace vesture::domain::orders
