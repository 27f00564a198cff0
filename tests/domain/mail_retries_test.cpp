// Random stories of drafts, messages, copies and read rights: what was accepted says nothing new when it is retried.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/mail/text.hpp"
#include "domain/rights/read_rights.hpp"
#include "tests/domain/mail_facts.hpp"

namespace vesture::domain::mail {
namespace {

template <class T>
T one_of(std::initializer_list<T> choices) {
  return *rc::gen::elementOf(std::vector<T>(choices));
}

bool heads() { return *rc::gen::arbitrary<bool>(); }

template <class Aggregate>
struct AnyCommand;

template <>
struct AnyCommand<Draft> {
  static SaveDraft save() {
    auto c = save_draft(one_of<std::vector<std::string>>({{}, {kCompany}, {kPerson}}));
    c.text = content(one_of<std::uint8_t>({20, 21}));
    if (heads()) c.confirm_by = days_later(one_of({-1, 0, 100, 3'000}));
    return c;
  }

  static DraftCommand drawn() {
    switch (*rc::gen::weightedElement<int>(
        {{2, 0}, {4, 1}, {3, 2}, {2, 3}, {2, 4}, {2, 5}, {1, 6}, {2, 7}, {3, 8}, {3, 9}})) {
      case 0:
        return MakeDraft{kDraft, one_of({kSender, kSender, kRecipient}), std::nullopt};
      case 1:
        return save();
      case 2:
        return add_attachment(one_of({1U, 2U, 3U}));
      case 3:
        return RemoveAttachment{one_of({0U, 1U, 2U, 9U})};
      case 4:
        return DeleteDraft{};
      case 5:
        return RestoreDraft{};
      case 6:
        return DestroyDraft{heads()};
      case 7:
        return send_draft({kMessage});
      case 8:
        return LetMessageGo{one_of({kMessage, kSecondMessage}), "MAIL-09"};
      default:
        return KeepDraftTerm{};
    }
  }
};

template <>
struct AnyCommand<Message> {
  static MessageCommand drawn() {
    switch (*rc::gen::inRange(0, 6)) {
      case 0:
        return submit_message();
      case 1:
        return DeliverMessage{one_of({kRecipient, kRecipient, kSender}), "SIA Ozols"};
      case 2:
        return FailMessage{one_of({FailureReason::inactive, FailureReason::annulled})};
      case 3:
        return ConfirmReceipt{kReceiver};
      case 4:
        return RefuseReceipt{kReceiver, one_of<std::string>({"", "Nav mums", "Cits"})};
      default:
        return MissReceipt{};
    }
  }
};

template <>
struct AnyCommand<Copy> {
  static CopyCommand drawn() {
    switch (*rc::gen::weightedElement<int>({{4, 0}, {4, 1}, {3, 2}, {1, 3}, {3, 4}})) {
      case 0:
        return FileCopy{kReceivedCopy, kRecipient, kDraft};
      case 1:
        return DeleteCopy{heads()};
      case 2:
        return RestoreCopy{};
      case 3:
        return DestroyCopy{};
      default:
        return KeepCopyTerm{};
    }
  }
};

template <>
struct AnyCommand<rights::ReadRights> {
  static rights::ReadRightsCommand drawn() {
    using namespace rights;
    const auto right = one_of({numbered<ReadRightId>(1), numbered<ReadRightId>(2)});
    std::optional<Date> until;
    if (heads()) until = days_later(one_of({-1, 10, 3'000}));
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        return GrantReadRight{right, kSender, one_of({kReceiver, kWriter}), "Anna Ozola", until};
      case 1:
        return ChangeReadRight{kSender, right, until};
      case 2:
        return RevokeReadRight{kSender, right};
      case 3:
        return SuspendReadRights{kSender};
      default:
        return ConfirmReadRight{kSender, right};
    }
  }
};

// Most steps take no time, some a month, some years.
Instant after_a_while(Instant now) {
  const auto days = *rc::gen::weightedElement<std::int64_t>({{6, 0}, {2, 31}, {1, 1'800}});
  return {now.microseconds + days * 86'400'000'000LL};
}

template <class Aggregate>
void expect_that_retries_say_nothing() {
  typename Aggregate::State state;
  Instant now = kNoon;
  for (int left = *rc::gen::inRange(0, 40); left > 0; --left) {
    const auto command = AnyCommand<Aggregate>::drawn();
    now = after_a_while(now);
    const auto decision = Aggregate::decide(command, state, now);
    RC_LOG() << to_string(now) << ' ' << printed(command) << '\n'
             << (decision ? lines_of(*decision) : "  " + std::string(decision.error().code) + "\n");
    if (!decision) continue;
    for (const auto& event : *decision) state = Aggregate::evolve(std::move(state), event);
    const auto retried = Aggregate::decide(command, state, now);
    RC_ASSERT(retried.has_value());
    RC_ASSERT(*retried == std::vector<typename Aggregate::Event>{});
  }
}

RC_GTEST_PROP(DraftDecider, ARetryOfWhatWasAcceptedSaysNothingNew, ()) {
  expect_that_retries_say_nothing<Draft>();
}
RC_GTEST_PROP(MessageDecider, ARetryOfWhatWasAcceptedSaysNothingNew, ()) {
  expect_that_retries_say_nothing<Message>();
}
RC_GTEST_PROP(CopyDecider, ARetryOfWhatWasAcceptedSaysNothingNew, ()) {
  expect_that_retries_say_nothing<Copy>();
}
RC_GTEST_PROP(ReadRightsDecider, ARetryOfWhatWasAcceptedSaysNothingNew, ()) {
  expect_that_retries_say_nothing<rights::ReadRights>();
}

RC_GTEST_PROP(MessageText, IsReadAsItWasWritten,
              (const std::string& subject, const std::string& html, const std::string& plain)) {
  const MessageText text{subject, html, plain};
  RC_ASSERT(decode_text(encode(text)) == text);
}

RC_GTEST_PROP(MessageText, AnyBytesAreATextOrNone, (const std::string& bytes)) { (void)decode_text(bytes); }

TEST(MessageText, BytesThatWereCutShortAreNone) {
  auto bytes = encode(MessageText{"Temats", "<p>Saturs</p>", "Saturs"});
  bytes.resize(bytes.size() / 2);
  EXPECT_EQ(decode_text(bytes), std::nullopt);
  EXPECT_EQ(decode_text(""), std::nullopt);
}

}  // namespace
}  // namespace vesture::domain::mail
