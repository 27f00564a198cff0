#include "tools/demonstration/correspondence.hpp"

#include "tools/demonstration/calendar.hpp"

namespace vesture::demonstration {

namespace {

using Ends = LetterPlan::Ends;
using Receipt = LetterPlan::Receipt;

// A number that checks, and that no account has.
constexpr const char* kNobody = "NTRLV-40203999345";

// Apart from the orders of the same number.
constexpr std::uint64_t kLetters = 0x6c657474657273;

const Correspondent& either(Chance& chance, const Correspondent& one, const Correspondent& other) {
  return chance.happens(70) ? one : other;
}

LetterKind some_kind(Chance& chance) {
  const auto percent = chance.below(100);
  if (percent < 35) return LetterKind::company_to_institution;
  if (percent < 70) return LetterKind::institution_to_company;
  if (percent < 90) return LetterKind::company_to_company;
  return percent < 94 ? LetterKind::person_to_institution : LetterKind::institution_to_person;
}

void address(LetterPlan& plan, LetterKind kind, const Correspondents& all, Chance& chance) {
  switch (kind) {
    case LetterKind::company_to_institution:
      plan.from = &either(chance, all.company, all.other_company);
      plan.to = {either(chance, all.land_service, all.treasury).e_address};
      break;
    case LetterKind::institution_to_company:
      plan.from = &either(chance, all.land_service, all.treasury);
      plan.to = {all.company.e_address};
      if (chance.happens(40)) plan.to.push_back(all.other_company.e_address);
      break;
    case LetterKind::company_to_company:
      plan.from = &either(chance, all.other_company, all.company);
      plan.to = {(plan.from == &all.company ? all.other_company : all.company).e_address};
      break;
    case LetterKind::person_to_institution:
      plan.from = &either(chance, all.janis, all.liga);
      plan.to = {all.land_service.e_address};
      break;
    case LetterKind::institution_to_person:
      plan.from = &all.land_service;
      plan.to = {either(chance, all.janis, all.liga).e_address};
      break;
  }
}

Ends some_end(Chance& chance) {
  const auto percent = chance.below(100);
  if (percent < 92) return Ends::sent;
  if (percent < 96) return Ends::left_as_draft;
  return percent < 98 ? Ends::deleted_as_draft : Ends::cancelled;
}

// The letters to look at, each so many days before the story's last.
class Planner {
 public:
  Planner(const World& world, const Correspondents& all, domain::Date last_day)
      : world_(world), all_(all), last_day_(last_day) {}

  void plan(int days_ago, LetterPlan letter) const {
    const auto seed = mixed(kLetters, static_cast<std::uint64_t>(days_ago));
    Chance chance(seed);
    plan_letter(world_, all_, in_working_hours({last_day_.days - days_ago}, chance), std::move(letter), seed);
  }

 private:
  const World& world_;
  const Correspondents& all_;
  const domain::Date last_day_;
};

void plan_failures(const Planner& planner, const Correspondents& all, const Cast& cast) {
  const auto& andris = cast.andris.caller.code;  // never activated his e-address
  planner.plan(
      75, {&all.land_service, {andris}, {"Paziņojums par apsekošanu", "<p>Apsekošana notiks pirmdien.</p>"}});
  planner.plan(58,
               {&all.janis, {andris}, {"Par žogu", "<p>Sveiks, Andri! Kad varam satikties pie žoga?</p>"}});
  planner.plan(33,
               {&all.other_company,
                {kNobody, all.company.e_address},
                {"Cenu aptauja", "<p>Lūdzam iesniegt piedāvājumu <strong>līdz piektdienai</strong>.</p>"}});
}

void plan_receipts(const Planner& planner, const Correspondents& all) {
  planner.plan(
      100, {.from = &all.treasury,
            .to = {all.janis.e_address},
            .letter = {"Par pārmaksātās nodevas atmaksu", "<p>Lūdzam norādīt norēķinu kontu atmaksai.</p>"},
            .days_to_confirm = 10,
            .receipt = Receipt::missed});
  planner.plan(70, {.from = &all.land_service,
                    .to = {all.janis.e_address},
                    .letter = {"Par pierobežnieka saskaņojumu",
                               "<p>Lūdzam saskaņot pievienoto robežu plānu.</p>", "robežu plāns.txt"},
                    .receipt = Receipt::refused});
  planner.plan(
      40,
      {.from = &all.land_service,
       .to = {all.janis.e_address, all.liga.e_address, all.company.e_address, all.treasury.e_address},
       .letter = {"Par kadastrālo vērtību bāzes izmaiņām",
                  "<h2>Izmaiņas</h2><p>No 1. janvāra stājas spēkā <strong>jauna vērtību bāze</strong>.</p>"
                  "<ul><li>zemei</li><li>būvēm</li></ul>",
                  "vērtību bāze.txt"},
       .receipt = Receipt::confirmed});
  planner.plan(
      3, {.from = &all.land_service,
          .to = {all.janis.e_address},
          .letter = {"Lēmums par robežu precizēšanu",
                     "<p>Nolemts precizēt zemes vienības robežu. <em>Lūdzam apstiprināt saņemšanu.</em></p>",
                     "lēmums.txt"},
          .receipt = Receipt::left_open});
}

void plan_drafts(const Planner& planner, const Correspondents& all) {
  planner.plan(9, {.from = &all.janis,
                   .to = {all.land_service.e_address},
                   .letter = {"Papildinājums iesniegumam", "<p>Papildus iesniegumam nosūtu…</p>"},
                   .ends = Ends::left_as_draft});
  planner.plan(8, {.from = &all.janis,
                   .to = {all.treasury.e_address},
                   .letter = {"Jautājums par atmaksu", "<p>Vai atmaksa jau veikta?</p>"},
                   .ends = Ends::deleted_as_draft});
  planner.plan(7, {.from = &all.company,
                   .letter = {"Pretenzija", "<p>Darbi nav pabeigti termiņā.</p>"},
                   .ends = Ends::left_as_draft});
}

}  // namespace

void plan_some_letter(const World& world, const Correspondents& all, std::uint64_t number, std::uint64_t seed,
                      domain::Date from, domain::Date to) {
  Chance chance(mixed(mixed(seed, kLetters), number));
  const auto at = some_time(chance, from, to);
  const auto kind = some_kind(chance);
  LetterPlan plan;
  address(plan, kind, all, chance);
  plan.letter = some_letter(kind, chance);
  plan.ends = some_end(chance);
  if (chance.happens(25)) plan.days_to_confirm = chance.between(10, 60);
  plan_letter(world, all, at, std::move(plan), chance.next());
}

void plan_letters_to_look_at(const World& world, const Correspondents& all, domain::Date last_day) {
  const Planner planner(world, all, last_day);
  plan_failures(planner, all, world.cast);
  plan_receipts(planner, all);
  plan_drafts(planner, all);
  planner.plan(
      20, {.from = &all.other_company,
           .to = {all.liga.e_address},
           .letter = {"Steidzams rēķins", "<p>Atveriet pielikumu un samaksājiet šodien.</p>", "rēķins.txt"},
           .receipt = Receipt::confirmed,
           .suspicion = "Pielikums izskatās pēc ļaunprogrammatūras."});
  planner.plan(3, {.from = &all.land_service,
                   .to = {all.janis.e_address},
                   .letter = {"Rēķins par robežu plāna kopijām",
                              "<p>Pielikumā e-rēķins. Lūdzam apmaksāt divu nedēļu laikā.</p>", "rēķins.xml"},
                   .receipt = Receipt::left_open});
}

}  // namespace vesture::demonstration
