#include "domain/mail/status.hpp"

#include <array>
#include <cassert>

namespace vesture::domain::mail {

namespace {

// Each in the order of its numbers. What the portal calls them: seed 001, 3.5.2.3 and 3.5.2.4.
constexpr std::array<StatusWords<SendingStatus>, 3> kSendingStatuses{{
    {SendingStatus::processing, "processing", {"Apstrādē", "Being processed"}},
    {SendingStatus::sent, "sent", {"Izsūtīts", "Sent"}},
    {SendingStatus::failed, "failed", {"Neizdevās izsūtīt", "Could not be sent"}},
}};

constexpr std::array<StatusWords<DeliveryStatus>, 4> kDeliveryStatuses{{
    {DeliveryStatus::none, "-", {"-", "-"}},
    {DeliveryStatus::delivered, "delivered", {"Piegādāts", "Delivered"}},
    {DeliveryStatus::missed, "missed", {"Saņēmēja nokavēta", "Missed by the recipient"}},
    {DeliveryStatus::refused, "refused", {"Saņēmēja noraidīta", "Refused by the recipient"}},
}};

constexpr std::array<StatusWords<FailureReason>, 4> kFailureReasons{{
    {FailureReason::recipient_unknown,
     "recipient_unknown",
     {"Šādas e-adreses nav", "There is no such e-address"}},
    {FailureReason::annulled, "annulled", {"E-adrese ir anulēta", "The e-address was annulled"}},
    {FailureReason::inactive,
     "inactive",
     {"Adresāta e-adreses konts nav aktīvs", "The recipient's e-address account is not active"}},
    {FailureReason::not_allowed,
     "not_allowed",
     {"Sūtītājs šim adresātam rakstīt nevar", "The sender may not write to this recipient"}},
}};

template <class Table, class Status>
const auto& row_of(const Table& table, Status status) {
  const auto at = static_cast<std::size_t>(status);
  assert(at < table.size() && table[at].status == status);
  return table[at];
}

}  // namespace

const StatusWords<SendingStatus>& words(SendingStatus status) { return row_of(kSendingStatuses, status); }
const StatusWords<DeliveryStatus>& words(DeliveryStatus status) { return row_of(kDeliveryStatuses, status); }
const StatusWords<FailureReason>& words(FailureReason reason) { return row_of(kFailureReasons, reason); }
std::span<const StatusWords<SendingStatus>> sending_statuses() { return kSendingStatuses; }
std::span<const StatusWords<DeliveryStatus>> delivery_statuses() { return kDeliveryStatuses; }
std::span<const StatusWords<FailureReason>> failure_reasons() { return kFailureReasons; }

}  // namespace vesture::domain::mail
