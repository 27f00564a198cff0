// How identifiers of known schemes are written, by their check digits where there are some.
#include <array>
#include <functional>
#include <numeric>

#include "domain/einvoice/paths_anywhere.hpp"
#include "domain/einvoice/peppol.hpp"
#include "domain/einvoice/rule_forms.hpp"

namespace vesture::domain::einvoice {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
int value_of(char digit) { return digit - '0'; }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }
bool digits(std::string_view text, std::size_t count) { return text.size() == count && all_digits(text); }

// "A" a letter, "9" a digit, "*" anything; the others themselves.
bool is_like(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(text, pattern, [](char c, char like) {
    return like == '*' || (like == '9' ? is_digit(c) : like == 'A' ? is_letter(c) : c == like);
  });
}

int weighted(std::string_view number, std::initializer_list<int> weights) {
  int sum = 0;
  auto digit = number.begin();
  for (const int weight : weights) sum += value_of(*digit++) * weight;
  return sum;
}

// GS1: weights of 3 and 1 by turns, from the digit before the check digit on. Of any length: Peppol's validator asks for none.
bool is_gln(std::string_view number) {
  if (!all_digits(number)) return false;
  int sum = 0;
  int weight = 3;
  for (const char c : number.substr(0, number.size() - 1) | std::views::reverse) {
    sum = (sum + value_of(c) * weight) % 10;
    weight = 4 - weight;
  }
  return (10 - sum) % 10 == value_of(number.back());
}

bool is_norwegian(std::string_view number) {
  if (!digits(number, 9)) return false;
  return (11 - weighted(number, {3, 2, 7, 6, 5, 4, 3, 2}) % 11) % 11 == value_of(number[8]);
}

bool is_danish(std::string_view number) { return is_like(number, "DK99999999") || digits(number, 8); }

int whole(std::string_view digits) {
  return std::accumulate(digits.begin(), digits.end(), 0,
                         [](int sum, char c) { return 10 * sum + value_of(c); });
}

bool is_belgian(std::string_view number) {
  return digits(number, 10) && 97 - whole(number.substr(0, 8)) % 97 == whole(number.substr(8));
}

bool is_italian_office(std::string_view code) {
  return code.size() == 6 && std::ranges::all_of(code, [](char c) { return is_digit(c) || is_letter(c); });
}

bool is_italian_taxpayer(std::string_view code) {
  return is_like(code, "AAAAAA99A99***9A") || digits(code, 11);
}

// Luhn's, which counts every second digit twice.
int luhn_sum(std::string_view number) {
  int sum = 0;
  bool twice = true;
  for (const char c : number | std::views::reverse) {
    const int counted = value_of(c) * (twice ? 2 : 1);
    sum += counted / 10 + counted % 10;
    twice = !twice;
  }
  return sum;
}

bool is_italian_vat(std::string_view number) {
  if (!number.starts_with("IT") && !number.starts_with("it")) return true;
  number.remove_prefix(2);
  if (!digits(number, 11)) return false;
  return (10 - luhn_sum(number.substr(0, 10)) % 10) % 10 == value_of(number[10]);
}

bool is_swedish(std::string_view number) {
  return digits(number, 10) && (10 - luhn_sum(number.substr(0, 9)) % 10) % 10 == value_of(number[9]);
}

bool is_australian(std::string_view number) {
  if (!digits(number, 11)) return false;
  return (weighted(number, {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19}) - 10) % 89 == 0;
}

// The matricule of a legal person: four digits of the year, two of the kind, from 20 on.
bool is_luxembourgish(std::string_view number) {
  if (!digits(number, 11) || number.substr(4, 2) < "20") return false;
  const int rest = weighted(number, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11;
  const int check = value_of(number[10]);
  const bool is_usual = check == (rest == 0 ? 0 : 11 - rest);
  return is_usual || (number.substr(4, 2) == "24" && check == (12 - rest) % 11);
}

struct Written {
  std::string_view id;
  std::string_view scheme;
  Text what;  // ends a sentence: "… must be a GLN."
  bool (*is_right)(std::string_view);
};

constexpr std::array kWritten{
    Written{"PEPPOL-COMMON-R040", "0088", {"GLN numuram", "a GLN"}, is_gln},
    Written{"PEPPOL-COMMON-R041",
            "0192",
            {"Norvēģijas uzņēmuma numuram", "a Norwegian organisation number"},
            is_norwegian},
    Written{"PEPPOL-COMMON-R042",
            "0184",
            {"Dānijas uzņēmuma numuram (CVR)", "a Danish organisation number (CVR)"},
            is_danish},
    Written{"PEPPOL-COMMON-R043",
            "0208",
            {"Beļģijas uzņēmuma numuram", "a Belgian enterprise number"},
            is_belgian},
    Written{"PEPPOL-COMMON-R044",
            "0201",
            {"Itālijas iestādes kodam (IPA)", "an Italian office code (IPA)"},
            is_italian_office},
    Written{"PEPPOL-COMMON-R045",
            "0210",
            {"Itālijas nodokļu maksātāja kodam", "an Italian tax code"},
            is_italian_taxpayer},
    Written{"PEPPOL-COMMON-R046",
            "9907",
            {"Itālijas nodokļu maksātāja kodam", "an Italian tax code"},
            is_italian_taxpayer},
    Written{"PEPPOL-COMMON-R047", "0211", {"Itālijas PVN numuram", "an Italian VAT number"}, is_italian_vat},
    Written{"PEPPOL-COMMON-R049",
            "0007",
            {"Zviedrijas uzņēmuma numuram", "a Swedish organisation number"},
            is_swedish},
    Written{"PEPPOL-COMMON-R050",
            "0151",
            {"Austrālijas uzņēmuma numuram (ABN)", "an Australian Business Number"},
            is_australian},
    Written{"PEPPOL-COMMON-R052",
            "0096",
            {"Dānijas struktūrvienības numuram (P)", "a Danish production unit number (P)"},
            [](std::string_view n) { return digits(n, 10); }},
    Written{"PEPPOL-COMMON-R053",
            "0198",
            {"Dānijas PVN numuram (SE)", "a Danish SE number"},
            [](std::string_view n) { return is_like(n, "DK99999999"); }},
    Written{"PEPPOL-COMMON-R054",
            "0106",
            {"Nīderlandes Tirdzniecības kameras numuram (KVK)", "a Dutch KVK number"},
            [](std::string_view n) { return digits(n, 8); }},
    Written{"PEPPOL-COMMON-R055",
            "0190",
            {"Nīderlandes iestādes numuram (OIN)", "a Dutch organisation number (OIN)"},
            [](std::string_view n) { return digits(n, 20); }},
    Written{"PEPPOL-COMMON-R056-1",
            "9944",
            {"Nīderlandes PVN numuram", "a Dutch VAT number"},
            [](std::string_view n) { return is_like(n, "NL999999999B99"); }},
    Written{"PEPPOL-COMMON-R057",
            "0217",
            {"Nīderlandes struktūrvienības numuram", "a Dutch establishment number"},
            [](std::string_view n) { return digits(n, 12); }},
    Written{"PEPPOL-COMMON-R059",
            "0240",
            {"Luksemburgas reģistrācijas numuram", "a Luxembourgish register number"},
            is_luxembourgish},
};

constexpr std::array kIdentifiers{"cbc:EndpointID", "cac:PartyIdentification/cbc:ID", "cbc:CompanyID"};

Rule rule_of(const Written& written) {
  std::vector<Path> paths;
  for (const auto* path : kIdentifiers) paths.push_back(parse_path(path));
  const std::string scheme(written.scheme);
  return {std::string(written.id),
          BG::invoice,
          {"Shēmas " + scheme + " identifikatoram jābūt derīgam " + std::string(written.what.lv) + ".",
           "An identifier of the scheme " + scheme + " must be " + std::string(written.what.en) + "."},
          [written, paths](const Asked& asked, Breaches& breaches) {
            for (const auto& path : paths)
              for_each_anywhere(asked.elements, path, [&](const Element& identifier) {
                const auto number = trimmed(identifier.text);
                if (identifier.attribute("schemeID") == written.scheme && !written.is_right(number))
                  breaches.add(identifier, quoted(number));
              });
          },
          Severity::warning};
}

// A VAT number that begins with the country's code is as that country writes it.
Rule vat_number(std::string_view id, std::string_view country, Wording wording,
                bool (*is_right)(std::string_view)) {
  const auto path = parse_path("cac:PartyTaxScheme[cac:TaxScheme/cbc:ID=VAT]/cbc:CompanyID");
  return {std::string(id), BG::invoice, std::move(wording),
          [path, country, is_right](const Asked& asked, Breaches& breaches) {
            for_each_anywhere(asked.elements, path, [&](const Element& identifier) {
              const auto number = trimmed(identifier.text);
              if (number.starts_with(country) && !is_right(number)) breaches.add(identifier, quoted(number));
            });
          },
          Severity::warning};
}

}  // namespace

Rules peppol_identifier_rules() {
  Rules rules;
  for (const auto& written : kWritten) rules.push_back(rule_of(written));
  rules.push_back(vat_number("PEPPOL-COMMON-R056-2", "NL",
                             {"Nīderlandes PVN numuram jābūt formātā NL123456789B12.",
                              "A Dutch VAT number must be like NL123456789B12."},
                             [](std::string_view n) { return is_like(n, "NL999999999B99"); }));
  rules.push_back(
      vat_number("PEPPOL-COMMON-R058", "LU",
                 {"Luksemburgas PVN numuram jābūt formātā LU12345678 ar pareiziem kontrolcipariem.",
                  "A Luxembourgish VAT number must be like LU12345678, with the right check digits."},
                 [](std::string_view n) {
                   return is_like(n, "LU99999999") && whole(n.substr(2, 6)) % 89 == whole(n.substr(8));
                 }));
  return rules;
}

}  // namespace vesture::domain::einvoice
