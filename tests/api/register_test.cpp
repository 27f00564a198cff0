// The registers over HTTP: by the simulator, by servers that misbehave, and what is taken of their answers (ACC-01,
// ACC-08).
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <chrono>

#include "api/outside/register_answers.hpp"
#include "tests/api/running_register.hpp"
#include "tests/api/scripted_server.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {
namespace {

using Changes = std::vector<RegisterChange>;

constexpr const char* kAnna = "PNOLV-161175-19997";
constexpr const char* kAnnasNew = "PNOLV-325555-12345";
constexpr const char* kCompany = "NTRLV-40003521600";

Identity anna() { return {kAnna, "Anna Ozola", domain::parse_date("1975-11-16")}; }

Changes all_kinds() {
  return {{1, kAnna, CodeChanged{kAnnasNew}},
          {2, kAnnasNew, NameChanged{"Anna \"Liepa\""}},
          {3, kCompany, NameChanged{"SIA Liepa"}},
          {4, kAnnasNew, Ended{}},
          {5, kCompany, Ended{}}};
}

TEST(RegisterAnswers, AreReadAsTheyAreWritten) {
  const Identity company{kCompany, "SIA Ozols", std::nullopt};
  EXPECT_EQ(parse_identity(identity_json(anna())).value(), anna());
  EXPECT_EQ(parse_identity(identity_json(company)).value(), company);
  EXPECT_EQ(parse_changes(changes_json(all_kinds())).value(), all_kinds());
  EXPECT_EQ(parse_changes(R"({"changes": []})").value(), Changes{});
}

TEST(RegisterAnswers, OfAnotherShapeAreFaults) {
  for (const std::string_view json :
       {"", "null", "[]", "{}", R"({"code": "PNOLV-161175-19997"})",
        R"({"code": "161175-19997", "name": "A"})", R"({"code": "PNOLV-161175-19998", "name": "A"})",
        R"({"code": "PNOLV-161175-19997", "name": ""})",
        R"({"code": "PNOLV-161175-19997", "name": "A", "sex": "f"})",
        R"({"code": "PNOLV-161175-19997", "name": "A", "name": "B"})",
        R"({"code": "PNOLV-161175-19997", "name": "A", "date_of_birth": "1975-13-01"})",
        R"({"code": "NTRLV-40003521600", "name": "A", "date_of_birth": "1975-11-16"})"})
    EXPECT_FALSE(parse_identity(json)) << json;
}

std::string one_change(std::string_view members) {
  return R"({"changes": [{"sequence": 1, )" + std::string(members) + "}]}";
}

TEST(RegisterAnswers, AChangeHasWhatItsKindHasAndNothingElse) {
  EXPECT_TRUE(parse_changes(one_change(R"("kind": "died", "code": "PNOLV-161175-19997")")));
  const Changes unreadable{{1, {}, Unreadable{}}};
  for (const std::string_view members :
       {R"("kind": "moved", "code": "PNOLV-161175-19997")",
        R"("kind": "closed", "code": "PNOLV-161175-19997")", R"("kind": "died", "code": "NTRLV-40003521600")",
        R"("kind": "died", "code": "")", R"("kind": "died", "code": "PNOLV-161175-19997", "name": "A")",
        R"("kind": "name_changed", "code": "PNOLV-161175-19997")",
        R"("kind": "code_changed", "code": "PNOLV-161175-19997")",
        R"("kind": "code_changed", "code": "PNOLV-161175-19997", "new_code": "PNOLV-161175-19997")",
        R"("kind": "code_changed", "code": "PNOLV-161175-19997", "new_code": "NTRLV-40003521600")",
        R"("kind": "code_changed", "code": "NTRLV-40003521600", "new_code": "PNOLV-161175-19997")"})
    EXPECT_EQ(parse_changes(one_change(members)).value(), unreadable) << members;
  EXPECT_FALSE(
      parse_changes(R"({"changes": [{"sequence": 0, "kind": "died", "code": "PNOLV-161175-19997"}]})"));
  EXPECT_FALSE(
      parse_changes(R"({"changes": [{"sequence": -1, "kind": "died", "code": "PNOLV-161175-19997"}]})"));
}

TEST(RegisterAnswers, ACC_09_OneThatCannotBeReadLeavesTheOthersReadable) {
  const Changes expected{{7, {}, Unreadable{}}, {8, kAnna, Ended{}}};
  const auto read = parse_changes(R"({"changes": [{"sequence": 7, "kind": "moved", "to": {"country": "EE"}},
                                                  {"sequence": 8, "kind": "died", "code": "PNOLV-161175-19997"}]})");
  EXPECT_EQ(read.value(), expected);
  EXPECT_EQ(parse_changes(changes_json(expected)).value(), expected);
}

TEST(RegisterAnswers, OneAnswerHasAThousandChangesAtMost) {
  Changes changes;
  for (std::uint64_t n = 1; n <= kMostChanges; ++n) changes.push_back({n, kAnna, Ended{}});
  EXPECT_TRUE(parse_changes(changes_json(changes)));
  changes.push_back({kMostChanges + 1, kAnna, Ended{}});
  EXPECT_FALSE(parse_changes(changes_json(changes)));
}

RC_GTEST_PROP(RegisterAnswers, WhateverIsTakenOfADamagedAnswerIsWholeAndInForm,
              (std::uint16_t at, char byte, std::uint16_t cut)) {
  auto json = changes_json(all_kinds());
  json[at % json.size()] = byte;
  if (cut % 3 == 0) json.resize(cut % json.size());
  const auto read = parse_changes(json);
  if (read) RC_ASSERT(parse_changes(changes_json(*read)).value() == *read);
}

TEST(HttpRegister, ACC_01_TellsWhoSomeoneIs) {
  RunningRegister running;
  running.simulator.know(anna());
  HttpRegister asked(running.client());
  EXPECT_EQ(asked.identity(kAnna, {}).value(), anna());
  EXPECT_EQ(asked.identity(kCompany, {}).value(), std::nullopt);
}

TEST(HttpRegister, ACC_08_TellsWhatChangedAfterANumber) {
  RunningRegister running;
  running.simulator.know(anna());
  for (const auto& change : all_kinds()) running.simulator.change(change.code, change.what);
  HttpRegister asked(running.client());
  EXPECT_EQ(asked.changes_after(0, {}).value(), all_kinds());
  EXPECT_EQ(asked.changes_after(4, {}).value(), Changes{all_kinds().back()});
  EXPECT_EQ(asked.changes_after(5, {}).value(), Changes{});
  EXPECT_EQ(asked.changes_after(UINT64_MAX, {}).value(), Changes{});
  EXPECT_EQ(asked.identity(kAnna, {}).value(), std::nullopt);
  EXPECT_EQ(asked.identity(kAnnasNew, {}).value().value().name, "Anna \"Liepa\"");
}

TEST(HttpRegister, ComesWithItsToken) {
  RunningRegister running("secret");
  EXPECT_TRUE(HttpRegister(running.client("secret")).changes_after(0, {}));
  EXPECT_FALSE(HttpRegister(running.client("other")).changes_after(0, {}));
  EXPECT_FALSE(HttpRegister(running.client()).changes_after(0, {}));
}

TEST(HttpRegister, AUrlWithAPasswordIsRefusedAndNotRepeated) {
  for (const auto* url : {"https://anna:parole@register.example", "https://:parole@register.example",
                          "https://anna@register.example", "https://anna:parole@register.example:port"}) {
    try {
      HttpRegister({url});
      ADD_FAILURE() << url;
    } catch (const std::invalid_argument& refused) {
      EXPECT_EQ(std::string(refused.what()).find("anna"), std::string::npos) << refused.what();
    }
  }
}

TEST(RegisterSimulator, WhateverComesWithoutItsTokenIsRefused) {
  RunningRegister running("secret");
  const auto status_of = [&](const std::string& token, const std::string& path, const std::string& body) {
    return HttpClient(running.client().url, token).post_json(path, body, 1'000).status;
  };
  EXPECT_EQ(status_of("", "/control/identities", identity_json(anna())), 401);
  EXPECT_EQ(status_of("other", "/control/changes", changes_json({{1, kAnna, Ended{}}})), 401);
  EXPECT_EQ(status_of("secret", "/control/identities", identity_json(anna())), 200);
  EXPECT_EQ(status_of("secret", "/control/changes", changes_json({{1, kAnna, Ended{}}})), 200);
  EXPECT_EQ(status_of("secret", "/control/changes", changes_json({{1, {}, Unreadable{}}})), 400);
}

TEST(HttpRegister, PeoplesCodesDoNotGoOverTheWireInTheClear) {
  EXPECT_THROW(HttpRegister({"http://register.example:8091"}), std::invalid_argument);
  EXPECT_THROW(HttpRegister({"http://192.0.2.1"}), std::invalid_argument);
  EXPECT_NO_THROW(HttpRegister({"https://register.example"}));
  EXPECT_NO_THROW(HttpRegister({"http://[::1]:8091"}));
}

TEST(RegisterSimulator, KeepsWhatHappenedInItsFile) {
  const eventstore::ScratchDirectory scratch;
  const auto file = scratch.path() / "register";
  {
    register_simulator::RegisterSimulator simulator({}, file);
    EXPECT_TRUE(simulator.is_new());
    simulator.know(anna());
    simulator.change(kAnna, CodeChanged{kAnnasNew});
  }
  register_simulator::RegisterSimulator again({}, file);
  EXPECT_FALSE(again.is_new());
  EXPECT_EQ(again.change(kAnnasNew, Ended{}), 2U);
}

// What comes of it where the register answers with these bytes.
FromRegister<Changes> changes_answered(const std::string& bytes) {
  ScriptedServer server([&](ScriptedPeer& peer) {
    peer.read_until("}");
    peer.send(bytes);
  });
  HttpRegister asked({"http://127.0.0.1:" + std::to_string(server.port())});
  return asked.changes_after(0, {});
}

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST(HttpRegister, TheScriptedAnswerIsOneThatWouldBeTaken) {
  EXPECT_EQ(changes_answered(ok(changes_json(all_kinds()))).value(), all_kinds());
}

TEST(HttpRegister, WhateverElseIsAnsweredIsAFault) {
  const auto good = ok(changes_json(all_kinds()));
  for (const auto& bytes :
       {std::string(), std::string("garbage\r\n\r\n"), good.substr(0, good.size() - 1), ok(""), ok("<html>"),
        std::string("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"),
        std::string("HTTP/1.1 404 Oh\r\nContent-Length: 0\r\n\r\n"),
        std::string("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"),
        ok(std::string(kMostChangesBytes + 1, ' '))})
    EXPECT_FALSE(changes_answered(bytes)) << bytes.substr(0, 100);
}

TEST(HttpRegister, SomebodyElsesIdentityIsAFault) {
  const Identity other{"PNOLV-290212-29381", "Cits", std::nullopt};
  ScriptedServer server([&](ScriptedPeer& peer) {
    peer.read_until("}");
    peer.send(ok(identity_json(other)));
  });
  HttpRegister asked({"http://127.0.0.1:" + std::to_string(server.port())});
  EXPECT_FALSE(asked.identity(kAnna, {}));
}

FromRegister<std::optional<Identity>> identity_answered(const std::string& bytes) {
  ScriptedServer server([&](ScriptedPeer& peer) {
    peer.read_until("}");
    peer.send(bytes);
  });
  return HttpRegister({"http://127.0.0.1:" + std::to_string(server.port())}).identity(kAnna, {});
}

std::string refused(const std::string& status, const std::string& body = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST(HttpRegister, ACC_01_NobodyIsByACodeOnlyWhereTheRegisterSaysSo) {
  EXPECT_EQ(identity_answered(refused("404 Not Found", R"({"known": false})")).value(), std::nullopt);
  for (const auto* body : {"", "<html>", "{}", R"({"known": true})", R"({"known": false, "why": 1})"})
    EXPECT_FALSE(identity_answered(refused("404 Not Found", body))) << body;
}

TEST(HttpRegister, ACC_01_AFaultIsOfTheServiceOrOfOneAnswer) {
  using Of = RegisterFault::Of;
  for (const auto* status : {"500 Oh", "503 Oh", "401 Oh", "404 Oh", "429 Oh"})
    EXPECT_EQ(identity_answered(refused(status)).error().of, Of::service) << status;
  EXPECT_EQ(identity_answered("").error().of, Of::service);
  for (const auto& bytes : {refused("400 Oh"), refused("422 Oh"), ok("<html>"), ok("{}")})
    EXPECT_EQ(identity_answered(bytes).error().of, Of::answer) << bytes;
}

TEST(HttpRegister, OneThatHangsIsGivenUp) {
  ScriptedServer server([](ScriptedPeer& peer) { peer.hang(); });
  HttpRegisterOptions options{"http://127.0.0.1:" + std::to_string(server.port())};
  options.times.whole = std::chrono::milliseconds(50);
  EXPECT_FALSE(HttpRegister(options).changes_after(0, {}));
}

TEST(HttpRegister, OneThatHangsHoldsUpNoStop) {
  ScriptedServer server([](ScriptedPeer& peer) { peer.hang(); });
  std::stop_source stop;
  stop.request_stop();
  HttpRegister asked({"http://127.0.0.1:" + std::to_string(server.port())});
  EXPECT_FALSE(asked.changes_after(0, stop.get_token()));
}

}  // namespace
}  // namespace vesture::api
