#include "tools/demonstration/letters.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

#include "tools/demonstration/catalogue.hpp"

namespace vesture::demonstration {

namespace {

// {case} is a file number, {object} a cadastral designation.
struct Pattern {
  LetterKind kind;
  std::string_view subject;
  std::string_view html;
  std::string_view attachment = {};
};

constexpr auto kPatterns = std::to_array<Pattern>({
    {LetterKind::company_to_institution, "Par robežu uzmērīšanu, {object}",
     "<p>Labdien!</p><p>Lūdzam precizēt <strong>robežpunktu koordinātas</strong> zemes vienībai {object} un "
     "paziņot, "
     "kad iespējama apsekošana dabā.</p><p>Ar cieņu,<br>projektu vadība</p>",
     "situācijas plāns.txt"},
    {LetterKind::company_to_institution, "Iesniegums par kadastra datu labošanu, {object}",
     "<p>Kadastra informācijas sistēmā objektam {object} norādīta kļūdaina <em>būves kopējā platība</em>. "
     "Lūdzam:</p>"
     "<ol><li>salīdzināt datus ar būves lietu;</li><li>izdarīt labojumu;</li><li>paziņot par "
     "rezultātu.</li></ol>"},
    {LetterKind::company_to_institution, "Lūgums pagarināt termiņu lietā Nr. {case}",
     "<p>Sakarā ar laikapstākļiem lauka darbi aizkavējušies. Lūdzam pagarināt dokumentu iesniegšanas termiņu "
     "lietā "
     "<strong>Nr. {case}</strong> par divām nedēļām.</p>"},
    {LetterKind::company_to_institution, "Par nodevas pārmaksu, lieta Nr. {case}",
     "<p>Maksājums veikts divreiz. Lūdzam atmaksāt pārmaksāto valsts nodevu uz uzņēmuma norēķinu kontu.</p>",
     "maksājuma uzdevums.txt"},
    {LetterKind::institution_to_company, "Lēmums lietā Nr. {case}",
     "<h2>Lēmums</h2><p>Izskatot iesniegumu par objektu {object}, nolemts:</p><ul><li>reģistrēt precizētos "
     "datus;</li>"
     "<li>izsniegt kadastra izziņu.</li></ul><p>Lēmumu var apstrīdēt <strong>viena mēneša "
     "laikā</strong>.</p>",
     "lēmums.txt"},
    {LetterKind::institution_to_company, "Informācijas pieprasījums, {object}",
     "<p>Lūdzam <strong>10 dienu laikā</strong> iesniegt zemes robežu apsekošanas aktu par zemes vienību "
     "{object}.</p>"},
    {LetterKind::institution_to_company, "Atgādinājums par rēķina apmaksu, lieta Nr. {case}",
     "<p>Atgādinām, ka rēķins lietā Nr. {case} nav apmaksāts. Ja maksājums jau veikts, šo ziņojumu var "
     "neņemt vērā.</p>"},
    {LetterKind::institution_to_company, "Par izmaiņām kadastrālās uzmērīšanas kārtībā",
     "<p>Informējam, ka no nākamā mēneša mainās <em>kadastrālās uzmērīšanas lietas</em> noformēšanas "
     "prasības.</p>"
     "<blockquote>Uzmērījumu datni iesniedz kopā ar skaidrojošu aprakstu.</blockquote>",
     "prasības.txt"},
    {LetterKind::company_to_company, "Piedāvājums: jumta seguma nomaiņa",
     "<p>Pielikumā nosūtām tāmi jumta seguma nomaiņai objektā {object}. Piedāvājums spēkā 30 dienas.</p>",
     "tāme.txt"},
    {LetterKind::company_to_company, "Par līguma Nr. {case} izpildi",
     "<p>Darbi objektā {object} pabeigti. Lūdzam parakstīt <strong>pieņemšanas un nodošanas "
     "aktu</strong>.</p>"},
    {LetterKind::person_to_institution, "Jautājums par zemes vienības robežu",
     "<p>Labdien!</p><p>Kaimiņš uzskata, ka žogs atrodas uz viņa zemes ({object}). Kur es varu iepazīties ar "
     "robežu "
     "plānu?</p><p>Paldies!</p>"},
    {LetterKind::person_to_institution, "Iesniegums par kadastrālās vērtības pārskatīšanu",
     "<p>Lūdzu pārskatīt īpašuma {object} kadastrālo vērtību: saimniecības ēka ir "
     "<strong>nojaukta</strong>.</p>",
     "fotofiksācija.txt"},
    {LetterKind::institution_to_person, "Atbilde uz iesniegumu Nr. {case}",
     "<p>Jūsu iesniegums par objektu {object} ir izskatīts. Dati kadastra informācijas sistēmā ir "
     "precizēti.</p>"
     "<p>Ar cieņu,<br>klientu apkalpošanas centrs</p>",
     "atbilde.txt"},
    {LetterKind::institution_to_person, "Paziņojums par kadastrālo vērtību, {object}",
     "<p>Informējam, ka ir noteikta īpašuma {object} jaunā kadastrālā vērtība. To var apskatīt portālā "
     "<a href=\"https://www.kadastrs.lv/\">Kadastrs.lv</a>.</p>"},
});

constexpr std::array<std::string_view, 5> kAnswers{
    "<p>Labdien! Paldies, informāciju saņēmām un ņemsim vērā.</p>",
    "<p>Labdien! Jautājumu izskatīsim un atbildēsim normatīvajos aktos noteiktajā termiņā.</p>",
    "<p>Labdien! Prasītos dokumentus iesniegsim līdz nedēļas beigām.</p>",
    "<p>Labdien! Lūdzam precizēt, uz kuru objektu tas attiecas.</p>",
    "<p>Labdien! Piekrītam. Ar cieņu, birojs.</p>"};

constexpr std::array<std::string_view, 3> kNotes{
    "<p>Nosūtu zināšanai.</p>", "<p>Lūdzu izskatīt pēc piekritības.</p>", "<p>Pārsūtu, kā runājām.</p>"};

constexpr std::array<std::string_view, 3> kReasons{"Ziņojums adresēts citai personai",
                                                   "Pievienotie dokumenti nav salasāmi",
                                                   "Tas pats ziņojums jau ir saņemts"};

constexpr std::uint64_t kParcels = 400;

std::string filled(std::string_view pattern, int number, const std::string& object) {
  return fmt::format(fmt::runtime(pattern), fmt::arg("case", fmt::format("9-02/{}", number)),
                     fmt::arg("object", object));
}

}  // namespace

Letter some_letter(LetterKind kind, Chance& chance) {
  std::vector<const Pattern*> fitting;
  for (const auto& pattern : kPatterns)
    if (pattern.kind == kind) fitting.push_back(&pattern);
  const auto& pattern = *chance.one_of(fitting);
  const auto number = chance.between(100, 9'999);
  const auto object = designation(ObjectKind::land, chance.below(kParcels));
  Letter letter{filled(pattern.subject, number, object), filled(pattern.html, number, object)};
  if (chance.happens(50)) letter.attachment = pattern.attachment;
  return letter;
}

std::string_view some_answer(Chance& chance) { return chance.one_of(kAnswers); }
std::string_view some_note_on_forwarding(Chance& chance) { return chance.one_of(kNotes); }
std::string_view reason_to_refuse(Chance& chance) { return chance.one_of(kReasons); }

}  // namespace vesture::demonstration
