// What people, companies and institutions write to each other about.
#pragma once

#include <string>
#include <string_view>

#include "tools/demonstration/chance.hpp"

namespace vesture::demonstration {

enum class LetterKind {
  company_to_institution,
  institution_to_company,
  company_to_company,
  person_to_institution,
  institution_to_person,
};

struct Letter {
  std::string subject;
  std::string html;
  std::string attachment = {};  // a text file's name, or an e-invoice's (.xml); empty: none
};

// Some letter of the kind, about a case and a parcel of its own.
Letter some_letter(LetterKind, Chance&);

// What is put above the quoted letter.
std::string_view some_answer(Chance&);
std::string_view some_note_on_forwarding(Chance&);

std::string_view reason_to_refuse(Chance&);

}  // namespace vesture::demonstration
