#include "tests/api/mailbox_world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "api/system_commit.hpp"
#include "domain/accounts/account.hpp"
#include "domain/common/identifiers.hpp"
#include "domain/files/content.hpp"
#include "tests/api/order_files_fixture.hpp"

namespace vesture::api {

namespace {

namespace bj = boost::json;
using model::kParties;
using model::Side;

// Worlds on one portal share no people, and neither do portals of one test program.
int next_number() {
  static int last = 0;
  return ++last;
}

std::string next_registration_number() {
  static std::uint64_t last = 40'003'000'000;
  while (!domain::parse_registration_number(std::to_string(++last))) {
  }
  return "NTRLV-" + std::to_string(last);
}

// Tokens outlive every turn of the clock.
Claims lasting(Claims claims, domain::Instant now) {
  claims.expires_at = {now.microseconds + std::chrono::microseconds(std::chrono::years(100)).count()};
  return claims;
}

std::string code_of(const Said& said) { return said.status < 300 ? "" : said.code(); }

}  // namespace

MailboxWorld::MailboxWorld(ServedPortal& portal)
    : portal_(portal),
      clerk_(portal.visit(lasting(portal.employee(next_code(), {"clerk"}), now()))),
      administrator_(portal.visit(lasting(portal.employee(next_code(), {"administrator"}, "VRAA"), now()))),
      nobody_(next_code()),
      contents_read_to_(portal.portal().backend().log.head()) {
  parties_.emplace(Who::anna, person("Anna Bērziņa"));
  parties_.emplace(Who::boriss, person("Boriss Kļaviņš"));
  parties_.emplace(Who::company, entity("legal"));
  parties_.emplace(Who::institution, entity("institution"));
}

std::string MailboxWorld::next_code() {
  const int number = next_number();
  return fmt::format("PNOLV-32{:04}-{:05}", number / 100'000, number % 100'000);
}

MailboxWorld::Party MailboxWorld::person(const std::string& name) {
  const auto code = next_code();
  Party party{portal_.visit(lasting(portal_.citizen(code, name), now())), code, {}, {}};
  party.account = party.visitor.account();
  party.person = party.visitor.person();
  const auto activated =
      party.visitor.put("/v1/accounts/" + party.account + "/e-address", {{"active", true}});
  EXPECT_EQ(activated.status, 200) << activated.body;
  return party;
}

MailboxWorld::Party MailboxWorld::entity(const std::string& kind) {
  const auto code = next_registration_number();
  const auto user = next_code();
  const auto applied =
      clerk_.post("/v1/institution/account-applications", {{"name", "SIA " + code},
                                                           {"kind", kind},
                                                           {"registration_code", code},
                                                           {"first_user", user},
                                                           {"first_user_name", "Lietotājs"}});
  const auto accepted =
      clerk_.post("/v1/institution/account-applications/" + applied.text("/id") + "/accept");
  EXPECT_EQ(accepted.status, 200) << accepted.body;
  Party party{
      portal_.visit(lasting(portal_.citizen(user, "Lietotājs"), now())), code, accepted.text("/account"), {}};
  party.person = party.visitor.person();
  return party;
}

const std::string& MailboxWorld::e_address_of(Who who) const {
  return who == Who::nobody ? nobody_ : parties_.at(who).e_address;
}

// No two texts are the same: each saving stores another.
bj::object MailboxWorld::body_of(const std::vector<Who>& to, std::optional<domain::Date> confirm_by) {
  bj::array recipients;
  for (const auto who : to) recipients.emplace_back(e_address_of(who));
  bj::value day = nullptr;
  if (confirm_by) day = bj::value(to_string(*confirm_by));
  return {{"subject", fmt::format("Vēstule {}", ++letters_)},
          {"text", "Labdien!"},
          {"to", std::move(recipients)},
          {"confirm_by", std::move(day)}};
}

std::string MailboxWorld::path_of(Who account, const Thing& thing) {
  return mail_of(account) + "/" + ids_.at(thing);
}

void MailboxWorld::know(const std::string& id, const Thing& thing) {
  ids_[thing] = id;
  if (thing.message)
    messages_[id] = *thing.message;
  else
    drafts_[id] = thing.draft;
}

Said MailboxWorld::get(Who by, const std::string& path) {
  const auto head = std::to_string(portal_.portal().backend().log.head());
  return party(by).visitor.get(path, {{"Vesture-Min-Position", head}});
}

std::string MailboxWorld::write(Who by, int draft, const std::vector<Who>& to,
                                std::optional<domain::Date> confirm_by) {
  const auto said = party(by).visitor.post(mail_of(by), body_of(to, confirm_by));
  if (said.status == 201) know(said.text("/id"), {draft});
  return code_of(said);
}

std::string MailboxWorld::save(Who by, int draft, const std::vector<Who>& to) {
  return code_of(party(by).visitor.put(path_of(by, {draft}), body_of(to, std::nullopt)));
}

std::string MailboxWorld::attach(Who by, int draft) {
  return code_of(upload(party(by).visitor, path_of(by, {draft}) + "/attachments"));
}

std::string MailboxWorld::send(Who by, int draft) {
  const auto said = party(by).visitor.post(path_of(by, {draft}) + "/send");
  if (said.status != 200) return said.code();
  for (const auto& sent : said.at("/messages").as_array()) {
    const auto is_to = [&](Who who) { return e_address_of(who) == text_of(sent.at("to")); };
    constexpr std::array kRecipients{Who::anna, Who::boriss, Who::company, Who::institution, Who::nobody};
    const model::MessageName message{draft, *std::ranges::find_if(kRecipients, is_to)};
    for (const auto side : {Side::sent, Side::received}) know(text_of(sent.at("id")), {draft, message, side});
  }
  return "";
}

std::string MailboxWorld::act(Who by, Who account, const Thing& thing, const std::string& action) {
  const auto path = path_of(account, thing) + "/" + action;
  if (action == "refuse") return code_of(party(by).visitor.post(path, {{"reason", "Nav adresēts mums"}}));
  return code_of(party(by).visitor.post(path));
}

std::string MailboxWorld::answer(Who by, const Thing& thing, const std::string& action, int draft) {
  const auto said = party(by).visitor.post(path_of(by, thing) + "/" + action);
  if (said.status == 201) know(said.text("/id"), {draft});
  return code_of(said);
}

std::string MailboxWorld::destroy(Who by, Who account, const Thing& thing) {
  return code_of(party(by).visitor.send("DELETE", path_of(account, thing), "", {}));
}

std::pair<std::string, std::set<std::string>> MailboxWorld::open(Who by, Who account, const Thing& thing) {
  const auto said = get(by, path_of(account, thing));
  std::set<std::string> actions;
  if (said.status == 200)
    for (const auto& action : said.at("/actions").as_array()) actions.insert(text_of(action));
  return {code_of(said), actions};
}

std::string MailboxWorld::switch_account(Who who, bool active) {
  const auto account = "accounts/" + party(who).account + "/e-address";
  const bj::object body{{"active", active}};
  if (model::is_natural(who)) return code_of(party(who).visitor.put("/v1/" + account, body));
  return code_of(administrator_.put("/v1/institution/" + account, body));
}

std::string MailboxWorld::grant_reading(Who owner, Who reader) {
  const auto said =
      party(owner).visitor.post("/v1/accounts/" + party(owner).account + "/rights",
                                {{"person", e_address_of(reader)}, {"name", "Lasītājs"}, {"until", nullptr}});
  if (said.status != 201) return said.code();
  rights_[{owner, reader}] = said.text("/readers/0/id");
  return "";
}

std::string MailboxWorld::revoke_reading(Who owner, Who reader) {
  const auto path = "/v1/accounts/" + party(owner).account + "/rights/" + rights_.at({owner, reader});
  return code_of(party(owner).visitor.send("DELETE", path, "", {}));
}

// As a register tells it.
void MailboxWorld::annul(Who who) {
  const domain::AccountId account{*domain::parse_uuid(party(who).account)};
  const SystemAct act{"test.annul", 0, [&](Unit& unit) -> Result<domain::AccountId> {
                        using namespace domain::accounts;
                        if (auto annulled = decide<Account>(unit, account, AnnulEAddress{}); !annulled)
                          return std::unexpected(annulled.error());
                        return account;
                      }};
  commit_by_system(portal_.portal().backend(), {&act, 1});
}

void MailboxWorld::turn(std::chrono::microseconds by) {
  portal_.clock.turn(by);
  portal_.portal().keep_time();
}

std::vector<std::string> MailboxWorld::rows_of(Who account, Who person) {
  const auto said = get(person, mail_of(account) + "?limit=100");
  EXPECT_EQ(said.status, 200) << said.body;
  EXPECT_TRUE(said.at("/next").is_null()) << "a story too long to be seen on one page";
  std::vector<std::string> rows;
  for (const auto& item : said.items()) {
    const auto id = text_of(item.at("id"));
    const auto kind = text_of(item.at("kind"));
    Thing thing;
    if (kind == "draft")
      thing = {drafts_.at(id)};
    else
      thing = {messages_.at(id).draft, messages_.at(id), kind == "sent" ? Side::sent : Side::received};
    auto row = fmt::format("{}: {}, {} attachments", name_of(thing), text_of(item.at("folder")),
                           item.at("attachments").as_int64());
    if (kind == "sent") {
      row += ", " + text_of(item.at("sending_status"));
      if (item.at("failure").is_object()) row += text_of(item.at("failure").at("code"));
    }
    if (kind != "draft") row += ", " + text_of(item.at("delivery_status"));
    if (item.at("unread").is_bool() && item.at("unread").as_bool()) row += ", unread";
    rows.push_back(std::move(row));
  }
  std::ranges::sort(rows);
  return rows;
}

std::size_t MailboxWorld::unread_by(Who account, Who person) {
  const auto said = get(person, "/v1/accounts/" + party(account).account + "/folders");
  for (const auto& folder : said.items())
    if (text_of(folder.at("folder")) == "received") return folder.at("unread").to_number<std::size_t>();
  return SIZE_MAX;
}

std::size_t MailboxWorld::contents_alive() {
  const auto& backend = portal_.portal().backend();
  backend.log.read_from(contents_read_to_ + 1, [&](eventstore::Commit&& commit) {
    contents_read_to_ = commit.position;
    for (const auto& event : commit.events)
      if (event.type == "files.ContentStored")
        contents_.push_back(
            {*domain::parse_uuid(event.stream.substr(domain::files::Content::kCategory.size()))});
    return true;
  });
  return static_cast<std::size_t>(std::ranges::count_if(contents_, [&](const domain::ContentId& content) {
    return backend.vault.read(content.uuid.bytes) != nullptr;
  }));
}

}  // namespace vesture::api
