#include "api/mail/invoice_words.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace vesture::api {

namespace {

using domain::Language;
using domain::Text;

struct Word {
  std::string_view code;
  Text text;
};

constexpr auto kUnits = std::to_array<Word>({
    {"C62", {"gab.", "pcs"}},      {"H87", {"gab.", "pcs"}},    {"EA", {"gab.", "pcs"}},
    {"XPP", {"gab.", "pcs"}},      {"SET", {"kompl.", "sets"}}, {"PR", {"pāri", "pairs"}},
    {"KGM", {"kg", "kg"}},         {"GRM", {"g", "g"}},         {"TNE", {"t", "t"}},
    {"LTR", {"l", "l"}},           {"MTR", {"m", "m"}},         {"KMT", {"km", "km"}},
    {"MTK", {"m²", "m²"}},         {"MTQ", {"m³", "m³"}},       {"HAR", {"ha", "ha"}},
    {"KWH", {"kWh", "kWh"}},       {"MWH", {"MWh", "MWh"}},     {"MIN", {"min", "min"}},
    {"HUR", {"h", "h"}},           {"DAY", {"dienas", "days"}}, {"WEE", {"nedēļas", "weeks"}},
    {"MON", {"mēneši", "months"}}, {"ANN", {"gadi", "years"}},  {"P1", {"%", "%"}},
});

constexpr auto kPaymentMeans = std::to_array<Word>({
    {"1", {"nav norādīts", "not specified"}},
    {"10", {"skaidrā naudā", "in cash"}},
    {"20", {"ar čeku", "by cheque"}},
    {"30", {"ar kredīta pārvedumu", "by credit transfer"}},
    {"31", {"ar debeta pārvedumu", "by debit transfer"}},
    {"42", {"uz bankas kontu", "to a bank account"}},
    {"48", {"ar bankas karti", "by bank card"}},
    {"49", {"ar tiešo debetu", "by direct debit"}},
    {"54", {"ar kredītkarti", "by credit card"}},
    {"55", {"ar debetkarti", "by debit card"}},
    {"57", {"pēc pastāvīga līguma", "by standing agreement"}},
    {"58", {"ar SEPA kredīta pārvedumu", "by SEPA credit transfer"}},
    {"59", {"ar SEPA tiešo debetu", "by SEPA direct debit"}},
    {"97", {"ar savstarpēju ieskaitu", "by clearing between partners"}},
});

constexpr auto kVatCategories = std::to_array<Word>({
    {"S", {"standartlikme", "standard rate"}},
    {"Z", {"0 procentu likme", "zero rate"}},
    {"E", {"atbrīvots", "exempt"}},
    {"AE", {"nodokļa apgrieztā maksāšana", "reverse charge"}},
    {"K", {"piegāde Eiropas Savienības teritorijā", "intra-Community supply"}},
    {"G", {"eksports", "export"}},
    {"O", {"nav PVN objekts", "not subject to VAT"}},
    {"L", {"Kanāriju salu nodoklis", "tax of the Canary Islands"}},
    {"M", {"Seūtas un Meliljas nodoklis", "tax of Ceuta and Melilla"}},
    {"B", {"Itālijas dalītais maksājums", "split payment of Italy"}},
});

std::string in_words(std::span<const Word> words, std::string_view code, Language language) {
  const auto found = std::ranges::find(words, code, &Word::code);
  return std::string(found == words.end() ? code : found->text.in(language));
}

}  // namespace

std::string unit_in_words(std::string_view code, Language language) {
  return in_words(kUnits, code, language);
}

std::string payment_means_in_words(std::string_view code, Language language) {
  return in_words(kPaymentMeans, code, language);
}

std::string vat_category_in_words(std::string_view code, Language language) {
  return in_words(kVatCategories, code, language);
}

}  // namespace vesture::api
