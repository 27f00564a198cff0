#include "tools/demonstration/catalogue.hpp"

#include <fmt/format.h>

#include <array>

namespace vesture::demonstration {

namespace {

using enum ObjectKind;

// Those of the portal itself stand first.
constexpr std::array kOffers = std::to_array<Offer>({
    {"KAD-01", "cadastre_information", "Kadastra informācija par nekustamo īpašumu",
     "Cadastral information about real property", land, 0, 285, true},
    {"KAD-02", "cadastre_information", "Kadastra kartes izdruka", "Extract of the cadastral map", land, 0,
     427, true},
    {"KAD-03", "cadastre_information", "Kadastra informācija par būvi un telpu grupām",
     "Cadastral information about a building and its premises", building, 0, 285, true},
    {"VER-01", "valuation", "Informācija par kadastrālo vērtību", "Information about the cadastral value",
     land, 0, 142, true},
    {"ADR-01", "addresses", "Izziņa no Valsts adrešu reģistra", "Statement from the State Address Register",
     building, 0, 285, true},
    {"TIR-01", "market", "Nekustamā īpašuma tirgus datu bāzes informācija",
     "Information from the real estate market database", premises, 0, 996, true},
    {"KAD-04", "cadastre_information", "Izziņa no Nekustamā īpašuma valsts kadastra informācijas sistēmas",
     "Statement from the National Real Estate Cadastre Information System", land, 5, 1423, true},
    {"KAD-05", "cadastre_information", "Kadastra datu aktualizācija", "Updating of cadastral data", land, 10,
     2846, false},
    {"UZM-01", "cadastral_survey", "Būves kadastrālā uzmērīšana", "Cadastral survey of a structure", building,
     22, 17075, true},
    {"UZM-02", "cadastral_survey", "Telpu grupas kadastrālā uzmērīšana", "Cadastral survey of premises",
     premises, 15, 9960, true},
    {"UZM-03", "cadastral_survey", "Pirmsreģistrētas būves dzēšana no kadastra",
     "Deletion of a pre-registered structure from the cadastre", building, 10, 4269, false},
    {"PLA-01", "plans", "Zemes robežu plāna reģistrēšana", "Registration of a land boundary plan", land, 10,
     5692, true},
    {"PLA-02", "plans", "Zemes vienības situācijas plāna kopija", "Copy of a land unit's situation plan",
     land, 6, 1138, true},
    {"VER-02", "valuation", "Nekustamā īpašuma objekta kadastrālās vērtības aprēķins",
     "Calculation of the cadastral value of a real estate object", building, 8, 2134, true},
    {"VER-03", "valuation", "Izziņa par kadastrālo vērtību uz noteiktu datumu",
     "Statement of the cadastral value on a given date", land, 5, 1423, true},
    {"TOP-01", "topography", "Augstas detalizācijas topogrāfiskās informācijas izsniegšana",
     "Supply of highly detailed topographic information", land, 4, 3557, true},
    {"TOP-02", "topography", "Apgrūtināto teritoriju datu reģistrēšana",
     "Registration of data on encumbered areas", land, 12, 4980, false},
    {"ARH-01", "archive", "Kadastrālās uzmērīšanas lietas dokumentu kopijas",
     "Copies of documents from a cadastral survey file", building, 7, 1565, true},
});
constexpr std::size_t kByPortal = 6;

// Territories as they begin a designation: Rīga, Jūrmala, Jelgava, Liepāja, Daugavpils, Ventspils, Ogre, Cēsis,
// Mārupe, Ķekava, Ādaži, Sigulda, Tukums, Kuldīga.
constexpr std::array<std::string_view, 14> kTerritories{"0100", "1300", "0900", "1700", "0500",
                                                        "2700", "7401", "4201", "8076", "8070",
                                                        "8044", "8015", "9001", "6201"};

constexpr std::array<std::string_view, 5> kReasonsToSuspend{
    "Nav nodrošināta piekļuve būvei apsekošanas dienā", "Gaidām būvprojekta dokumentāciju no pasūtītāja",
    "Robežstrīds ar blakus esošā īpašuma īpašnieku", "Sniega segas dēļ uzmērīšana nav iespējama",
    "Zemesgrāmatas ieraksts neatbilst iesniegtajiem dokumentiem"};

constexpr std::array<std::string_view, 4> kReasonsToTerminate{
    "Pasūtītājs atteicās no pasūtījuma", "Iesniegtie dokumenti neatbilst prasībām", "Objekts ir likvidēts",
    "Pasūtījums reģistrēts atkārtoti"};

static_assert(kOffers[kByPortal - 1].working_days == 0 && kOffers[kByPortal].working_days > 0);

}  // namespace

std::span<const Offer> offers() { return kOffers; }
const Offer& offer_by_staff(Chance& chance) { return chance.one_of(offers().subspan(kByPortal)); }
const Offer& offer_by_portal(Chance& chance) { return chance.one_of(offers().first(kByPortal)); }

domain::orders::Service service_of(const Offer& offer) {
  return {std::string(offer.code), std::string(offer.group), std::string(offer.name_lv),
          std::string(offer.name_en)};
}

std::string designation(ObjectKind kind, std::uint64_t parcel) {
  Chance chance(parcel);
  std::string text = fmt::format("{}{:03}{:04}", chance.one_of(kTerritories), chance.between(1, 120),
                                 chance.between(1, 2500));
  if (kind == land) return text;
  text += fmt::format("{:03}", chance.between(1, 4));
  if (kind == building) return text;
  return text + fmt::format("{:03}", chance.between(1, 60));
}

std::string_view reason_to_suspend(Chance& chance) { return chance.one_of(kReasonsToSuspend); }
std::string_view reason_to_terminate(Chance& chance) { return chance.one_of(kReasonsToTerminate); }

}  // namespace vesture::demonstration
