// Every reason and every check: its code, how grave it is, its words for people. The one place where a code is added.
// Codes stand in events: none is ever renamed or used for something else.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "domain/common/text.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::domain::signatures {

// What a reason speaks of. The core of a signature is what mathematics settles, whomever one trusts: that it covers every
// file of the container, that the digests and the signature value hold, and that the certificate is the one that was signed.
enum class Concern { container, core, trust };

struct ReasonEntry {
  std::string_view code;
  Concern concern;
  State state;  // the best that a verdict with this reason can be
  Text text;
};

struct CheckEntry {
  std::string_view code;
  Text text;
};

namespace table {

using enum Concern;
inline constexpr auto bad = State::invalid;
inline constexpr auto open = State::indeterminate;

// clang-format off
inline constexpr std::array kReasons = std::to_array<ReasonEntry>({
  // the archive
  {"container.no_archive",               container, bad,  {"Datne nav ZIP arhīvs", "The file is no ZIP archive"}},
  {"container.zip64",                    container, bad,  {"ZIP64 arhīvi netiek pieņemti", "ZIP64 archives are not accepted"}},
  {"container.too_many_entries",         container, bad,  {"Arhīvā ir pārāk daudz ierakstu", "The archive has too many entries"}},
  {"container.too_large",                container, bad,  {"Arhīva saturs ir pārāk liels", "The contents of the archive are too large"}},
  {"container.expands_too_much",         container, bad,  {"Ieraksts atspiežot izplešas pārmērīgi", "The entry expands out of proportion when unpacked"}},
  {"container.directory_broken",         container, bad,  {"Arhīva satura rādītājs ir bojāts", "The directory of the archive is broken"}},
  {"container.entry_hidden",             container, bad,  {"Arhīvā ir dati, kas satura rādītājā nav uzrādīti", "The archive has data that its directory does not show"}},
  {"container.entry_overlaps",           container, bad,  {"Arhīva ieraksti pārklājas", "Entries of the archive overlap"}},
  {"container.entry_differs",            container, bad,  {"Ieraksta galvene neatbilst arhīva satura rādītājam", "The header of the entry differs from the directory of the archive"}},
  {"container.entry_twice",              container, bad,  {"Arhīvā ir divi ieraksti ar vienu nosaukumu", "Two entries of the archive have one name"}},
  {"container.entry_path",               container, bad,  {"Ieraksta nosaukums nav pieļaujams", "The name of the entry is not allowed"}},
  {"container.entry_encrypted",          container, bad,  {"Ieraksts ir šifrēts", "The entry is encrypted"}},
  {"container.entry_compression",        container, bad,  {"Ieraksta saspiešanas veids netiek pieņemts", "The compression of the entry is not accepted"}},
  {"container.entry_damaged",            container, bad,  {"Ieraksts ir bojāts", "The entry is damaged"}},
  // what ASiC asks of it
  {"container.mimetype_missing",         container, bad,  {"Trūkst ieraksta “mimetype”", "The entry “mimetype” is missing"}},
  {"container.mimetype_not_first",       container, bad,  {"“mimetype” nav pirmais ieraksts", "“mimetype” is not the first entry"}},
  {"container.mimetype_compressed",      container, bad,  {"“mimetype” ir saspiests", "“mimetype” is compressed"}},
  {"container.mimetype_other",           container, bad,  {"“mimetype” nenosauc ASiC-E konteineru", "“mimetype” does not name an ASiC-E container"}},
  {"container.no_files",                 container, bad,  {"Konteinerā nav nevienas datnes", "The container has no file"}},
  {"container.manifest_missing",         container, open, {"Trūkst META-INF/manifest.xml", "META-INF/manifest.xml is missing"}},
  {"container.manifest_malformed",       container, bad,  {"META-INF/manifest.xml nav nolasāms", "META-INF/manifest.xml cannot be read"}},
  {"container.manifest_twice",           container, bad,  {"Manifestā datne ir nosaukta divreiz", "The manifest names the file twice"}},
  {"container.manifest_names_nothing",   container, bad,  {"Manifestā ir nosaukta datne, kuras konteinerā nav", "The manifest names a file that is not in the container"}},
  {"container.file_not_in_manifest",     container, bad,  {"Datne manifestā nav nosaukta", "The manifest does not name the file"}},
  {"container.too_many_signatures",      container, bad,  {"Konteinerā ir pārāk daudz parakstu", "The container has too many signatures"}},
  {"container.signatures_malformed",     container, bad,  {"Parakstu datne nav nolasāma", "The file of signatures cannot be read"}},
  {"container.signatures_too_large",     container, bad,  {"Parakstu datnes ir pārāk lielas", "The files of signatures are too large"}},
  {"container.other_signature",          container, open, {"Cita veida paraksts netiek pārbaudīts", "A signature of another kind is not checked"}},
  // XML of the manifest and of signatures
  {"xml.malformed",                      container, bad,  {"XML nav korekts", "The XML is not well-formed"}},
  {"xml.doctype",                        container, bad,  {"XML dokumentā ir DOCTYPE deklarācija", "The XML has a DOCTYPE declaration"}},
  {"xml.too_deep",                       container, bad,  {"XML elementi ir iegulti pārāk dziļi", "Elements of the XML are nested too deeply"}},
  {"xml.too_many_parts",                 container, bad,  {"XML ir pārāk daudz elementu vai atribūtu", "The XML has too many elements or attributes"}},
  // what is signed
  {"signature.malformed",                core,      bad,  {"Paraksta uzbūve neatbilst XAdES", "The signature is not built as XAdES asks"}},
  {"signature.too_many_references",      core,      bad,  {"Parakstā ir pārāk daudz atsauču", "The signature has too many references"}},
  {"signature.too_costly",               core,      bad,  {"Paraksta pārbaude prasītu pārāk daudz darba", "Verifying the signature would take too much work"}},
  {"signature.id_twice",                 core,      bad,  {"Parakstu datnē identifikators atkārtojas", "An identifier occurs twice in the file of signatures"}},
  {"signature.reference_unresolved",     core,      bad,  {"Paraksts atsaucas uz neesošu saturu", "The signature refers to something that is not there"}},
  {"signature.reference_twice",          core,      bad,  {"Paraksts divreiz atsaucas uz vienu saturu", "The signature refers to one thing twice"}},
  {"signature.file_uncovered",           core,      bad,  {"Paraksts neaptver datni", "The signature does not cover the file"}},
  {"signature.digest_differs",           core,      bad,  {"Saturs neatbilst parakstītajam", "The content is not what was signed"}},
  {"signature.properties_unsigned",      core,      bad,  {"Paraksta īpašības nav parakstītas", "The signature's properties are not signed"}},
  {"signature.properties_misplaced",     core,      bad,  {"Parakstītās īpašības nepieder šim parakstam", "The signed properties are not those of this signature"}},
  {"signature.transform_refused",        core,      bad,  {"Pārveidojums parakstā netiek pieņemts", "A transform of the signature is not accepted"}},
  {"signature.algorithm_refused",        core,      bad,  {"Paraksta algoritms netiek pieņemts", "An algorithm of the signature is not accepted"}},
  {"signature.digest_broken",            core,      bad,  {"Jaucējfunkcija ir uzlauzta", "The digest algorithm is broken"}},
  {"signature.digest_weak",              trust,     open, {"Jaucējfunkcija ir novecojusi", "The digest algorithm is weak"}},
  {"signature.value_differs",            core,      bad,  {"Paraksta vērtība neatbilst parakstītajam", "The signature value does not fit what is signed"}},
  {"signature.certificate_missing",      core,      bad,  {"Parakstā nav parakstītāja sertifikāta", "The signature has no certificate of the signer"}},
  {"signature.certificate_differs",      core,      bad,  {"Sertifikāts nav tas, kas ir parakstīts", "The certificate is not the one that was signed"}},
  {"signature.key_of_another_kind",      core,      bad,  {"Sertifikāta atslēga neatbilst paraksta algoritmam", "The certificate's key does not fit the signature's algorithm"}},
  // the signer's certificate
  {"certificate.malformed",              core,      bad,  {"Sertifikāts nav nolasāms", "The certificate cannot be read"}},
  {"certificate.issuer_serial_differs",  trust,     bad,  {"Sertifikāta izdevējs vai numurs neatbilst parakstītajam", "The certificate's issuer or number is not what was signed"}},
  {"certificate.key_too_short",          trust,     bad,  {"Atslēga ir pārāk īsa", "The key is too short"}},
  {"certificate.key_usage",              trust,     bad,  {"Sertifikāts nav paredzēts parakstīšanai", "The certificate is not meant for signing"}},
  {"certificate.expired",                trust,     bad,  {"Sertifikāta derīguma termiņš bija beidzies", "The certificate had expired"}},
  {"certificate.expired_since",          trust,     open, {"Sertifikāts kopš parakstīšanas ir zaudējis derīgumu, un nav uzticama laika zīmoga", "The certificate has expired since it was signed with, and no trusted time stamp says when that was"}},
  {"certificate.not_yet_valid",          trust,     bad,  {"Sertifikāts vēl nebija derīgs", "The certificate was not yet valid"}},
  {"certificate.digest_weak",            trust,     bad,  {"Sertifikāts ir parakstīts ar novecojušu jaucējfunkciju", "The certificate is signed with a weak digest algorithm"}},
  {"certificate.chain_broken",           trust,     bad,  {"Sertifikātu ķēde nav derīga", "The chain of certificates does not hold"}},
  {"certificate.no_anchor",              trust,     open, {"Sertifikāta izdevējam netiek uzticēts", "The certificate's issuer is not among the trusted"}},
  {"certificate.revoked",                trust,     bad,  {"Sertifikāts bija atsaukts", "The certificate was revoked"}},
  // the time stamp
  {"time_stamp.malformed",               trust,     bad,  {"Laika zīmogs nav nolasāms", "The time stamp cannot be read"}},
  {"time_stamp.of_another_signature",    trust,     bad,  {"Laika zīmogs nav šim parakstam", "The time stamp is not of this signature"}},
  {"time_stamp.value_differs",           trust,     bad,  {"Laika zīmoga paraksts nav derīgs", "The time stamp's signature does not hold"}},
  {"time_stamp.not_authorised",          trust,     bad,  {"Sertifikāts nav paredzēts laika zīmogošanai", "The certificate is not meant for time-stamping"}},
  {"time_stamp.out_of_validity",         trust,     bad,  {"Laika zīmoga sertifikāts tobrīd nebija derīgs", "The time stamp's certificate was not valid then"}},
  {"time_stamp.chain_broken",            trust,     bad,  {"Laika zīmoga sertifikātu ķēde nav derīga", "The time stamp's chain of certificates does not hold"}},
  {"time_stamp.no_anchor",               trust,     open, {"Laika zīmoga izdevējam netiek uzticēts", "The time-stamping authority is not among the trusted"}},
  {"time_stamp.in_the_future",           trust,     bad,  {"Laika zīmogs ir no nākotnes", "The time stamp is of the future"}},
  // the OCSP response
  {"ocsp.malformed",                     trust,     bad,  {"OCSP atbilde nav nolasāma", "The OCSP response cannot be read"}},
  {"ocsp.of_another_certificate",        trust,     open, {"OCSP atbilde nav par šo sertifikātu", "The OCSP response is not about this certificate"}},
  {"ocsp.value_differs",                 trust,     bad,  {"OCSP atbildes paraksts nav derīgs", "The OCSP response's signature does not hold"}},
  {"ocsp.not_authorised",                trust,     bad,  {"Sertifikāts nav paredzēts OCSP atbildēm", "The certificate is not meant for OCSP responses"}},
  {"ocsp.out_of_validity",               trust,     bad,  {"OCSP atbildētāja sertifikāts tobrīd nebija derīgs", "The OCSP responder's certificate was not valid then"}},
  {"ocsp.chain_broken",                  trust,     bad,  {"OCSP atbildētāja sertifikātu ķēde nav derīga", "The OCSP responder's chain of certificates does not hold"}},
  {"ocsp.no_anchor",                     trust,     open, {"OCSP atbildētājam netiek uzticēts", "The OCSP responder is not among the trusted"}},
  {"ocsp.status_unknown",                trust,     open, {"OCSP atbildētājs sertifikātu nepazīst", "The OCSP responder does not know the certificate"}},
  {"ocsp.of_another_time",               trust,     open, {"OCSP atbilde ir par citu laiku", "The OCSP response is of another time"}},
});

inline constexpr std::array kChecks = std::to_array<CheckEntry>({
  {"checked.files",                {"Paraksts aptver visas datnes, un tās nav mainītas", "The signature covers all files, and they are unchanged"}},
  {"checked.properties",           {"Paraksta īpašības ir parakstītas", "The signature's properties are signed"}},
  {"checked.signing_certificate",  {"Sertifikāts ir tas, kas ir parakstīts", "The certificate is the one that was signed"}},
  {"checked.value",                {"Paraksta vērtība ir derīga", "The signature value holds"}},
  {"checked.chain",                {"Sertifikāta izdevējam tiek uzticēts", "The certificate's issuer is among the trusted"}},
  {"checked.valid_when_stamped",   {"Sertifikāts bija derīgs laika zīmoga brīdī", "The certificate was valid at the time of the time stamp"}},
  {"checked.valid_when_verified",  {"Sertifikāts bija derīgs pārbaudes brīdī", "The certificate was valid at the time of the check"}},
  {"checked.time_stamp",           {"Laika zīmogs ir derīgs", "The time stamp holds"}},
  {"checked.ocsp",                 {"OCSP atbilde apliecina, ka sertifikāts nebija atsaukts", "An OCSP response says that the certificate was not revoked"}},
});
// clang-format on

constexpr const ReasonEntry* reason(std::string_view code) {
  const auto* found = std::ranges::find(kReasons, code, &ReasonEntry::code);
  return found == kReasons.end() ? nullptr : found;
}

constexpr const CheckEntry* check(std::string_view code) {
  const auto* found = std::ranges::find(kChecks, code, &CheckEntry::code);
  return found == kChecks.end() ? nullptr : found;
}

// Without the pointer: with a sanitizer GCC 12 does not take its being null for a constant.
constexpr bool is_code(std::string_view code, const auto& entries) {
  return std::ranges::any_of(entries, [&](const auto& entry) { return entry.code == code; });
}

}  // namespace table

}  // namespace vesture::domain::signatures
