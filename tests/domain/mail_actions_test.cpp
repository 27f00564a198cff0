// Every action in every folder, in an active account and in one that is not (MAIL-03 to MAIL-06, MAIL-21).
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "domain/mail/actions.hpp"
#include "domain/mail/matrix.hpp"

namespace vesture::domain::mail {
namespace {

using Codes = std::set<std::string>;

constexpr std::array kFolders{Folder::received, Folder::sent, Folder::drafts, Folder::deleted};

// As the rules list them; confirming and refusing are MAIL-14's.
const std::map<Folder, Codes> kListed{
    {Folder::received,
     {"download", "print", "reply", "forward", "delete", "download_attachment", "confirm", "refuse"}},
    {Folder::sent, {"download", "print", "forward", "delete", "download_attachment"}},
    {Folder::drafts, {"edit", "delete", "send"}},
    {Folder::deleted, {"restore", "download", "print", "destroy", "download_attachment"}}};
const Codes kInInactiveAccount{"download", "print", "download_attachment", "delete", "restore", "destroy"};

std::vector<Action> all_actions() {
  std::vector<Action> all;
  for (auto at = 0; at <= static_cast<int>(Action::destroy); ++at) all.push_back(static_cast<Action>(at));
  return all;
}

Codes codes_of(const std::vector<Action>& actions) {
  Codes codes;
  for (const auto action : actions) codes.insert(std::string(code_of(action)));
  return codes;
}

void expect_listed(Folder folder, std::string_view rule) {
  EXPECT_EQ(codes_of(allowed(folder, true)), kListed.at(folder));
  for (const auto action : all_actions()) {
    const auto* why_not = obstacle(action, folder, true);
    EXPECT_EQ(why_not == nullptr, kListed.at(folder).contains(std::string(code_of(action))))
        << code_of(action);
    if (why_not) {
      EXPECT_EQ(why_not->code, "mail.action_not_allowed");
      EXPECT_EQ(why_not->rule, rule);
    }
  }
}

TEST(Actions, MAIL_03_WhatIsDoneWithAReceivedMessage) { expect_listed(Folder::received, "MAIL-03"); }
TEST(Actions, MAIL_04_WhatIsDoneWithASentMessage) { expect_listed(Folder::sent, "MAIL-04"); }
TEST(Actions, MAIL_05_WhatIsDoneWithADraft) { expect_listed(Folder::drafts, "MAIL-05"); }
TEST(Actions, MAIL_06_WhatIsDoneWithADeletedMessage) { expect_listed(Folder::deleted, "MAIL-06"); }

TEST(Actions, MAIL_21_InAnInactiveAccountNothingIsWrittenSentOrConfirmed) {
  for (const auto folder : kFolders)
    for (const auto action : all_actions()) {
      const auto* in_active = obstacle(action, folder, true);
      const auto* in_inactive = obstacle(action, folder, false);
      const bool stays = kInInactiveAccount.contains(std::string(code_of(action)));
      if (in_active || stays)
        EXPECT_EQ(in_inactive, in_active) << code_of(folder) << ' ' << code_of(action);
      else
        EXPECT_EQ(in_inactive ? in_inactive->rule : "", "MAIL-21")
            << code_of(folder) << ' ' << code_of(action);
    }
}

TEST(Actions, AreAllowedWhereThereIsNoObstacleAndInOneOrder) {
  for (const auto folder : kFolders)
    for (const bool active : {true, false}) {
      const auto actions = allowed(folder, active);
      EXPECT_TRUE(std::ranges::is_sorted(actions));
      for (const auto action : all_actions())
        EXPECT_EQ(std::ranges::count(actions, action), obstacle(action, folder, active) == nullptr);
    }
}

TEST(Actions, RGT_03_EachNeedsARight) {
  const std::map<std::string, rights::Right> needed{
      {"download", rights::Right::read}, {"print", rights::Right::read},
      {"reply", rights::Right::write},   {"forward", rights::Right::write},
      {"confirm", rights::Right::send},  {"refuse", rights::Right::send},
      {"edit", rights::Right::write},    {"send", rights::Right::send},
      {"delete", rights::Right::write},  {"restore", rights::Right::write},
      {"destroy", rights::Right::write}, {"download_attachment", rights::Right::read}};
  for (const auto action : all_actions())
    EXPECT_EQ(needed_for(action), needed.at(std::string(code_of(action)))) << code_of(action);
}

TEST(WritingMatrix, MAIL_23_ByDefaultOnlyPrivatePersonsDoNotWriteToEachOther) {
  const WritingMatrix matrix;
  const auto natural = static_cast<accounts::AccountKind>(0);
  for (int from = 0; from < 3; ++from)
    for (int to = 0; to < 3; ++to) {
      const auto sender = static_cast<accounts::AccountKind>(from);
      const auto recipient = static_cast<accounts::AccountKind>(to);
      EXPECT_EQ(matrix.allows(sender, recipient), sender != natural || recipient != natural);
    }
}

}  // namespace
}  // namespace vesture::domain::mail
