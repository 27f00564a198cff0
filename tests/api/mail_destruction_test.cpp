// What a message said is in no file any more, within a day of its end; the search that says so found it before (RET-03).
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/mail/purge.hpp"
#include "tests/api/correspondence.hpp"
#include "tests/eventstore/traces.hpp"

namespace vesture::api {
namespace {

using eventstore::raw_traces;
using eventstore::traces;
using eventstore::Traces;

// In small letters, as the search has its words.
const std::string kSubject = "kangarpurvsqzx";

struct MailDestruction : Correspondence {
  // Where views are compressed, a search of the raw files would prove nothing.
  MailDestruction() : Correspondence([](PortalOptions& options) { options.node.views.compress = false; }) {}

  bool are_of_views(const Traces& found) {
    const auto views = (portal.data() / "views").string();
    return std::ranges::all_of(found, [&](const std::string& trace) { return trace.starts_with(views); });
  }

  const Party company = entity("NTRLV-40003521600", "SIA Ozols");
  const Party institution =
      entity("NTRLV-90009112556", "Valsts zemes dienests", domain::accounts::AccountKind::institution);
};

TEST_F(MailDestruction, RET_03_TheSubjectLeavesEveryFileOfARunningServer) {
  mail(company, institution, kSubject);
  ASSERT_TRUE(backend().runner.wait_applied(backend().log.head(), std::chrono::seconds(60)));
  backend().views.flush();
  const auto before = raw_traces(portal.data(), {kSubject});
  EXPECT_FALSE(before.empty());
  EXPECT_TRUE(are_of_views(before));

  keep_time_at("2031-03-02T22:00:00");
  portal.clock.turn(std::chrono::hours(12));
  keep_time();
  EXPECT_GT(state<domain::mail::Purge>({}).position, 0U);
  EXPECT_EQ(raw_traces(portal.data(), {kSubject}), Traces{});
  portal.close();
  EXPECT_EQ(traces(portal.data(), {kSubject}), Traces{});
}

TEST_F(MailDestruction, RET_03_WhatTheOtherPartyStillHasStays) {
  const auto id = mail(company, institution, kSubject);
  on_copy(company, domain::mail::Side::sent, id, domain::mail::DeleteCopy{});
  on_copy(company, domain::mail::Side::sent, id, domain::mail::DestroyCopy{});
  portal.clock.turn(std::chrono::hours(12));
  keep_time();
  EXPECT_GT(state<domain::mail::Purge>({}).position, 0U);
  EXPECT_FALSE(raw_traces(portal.data(), {kSubject}).empty());
}

}  // namespace
}  // namespace vesture::api
