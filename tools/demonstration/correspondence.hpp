// The mailbox's part of the story: what companies, institutions and people write to each other.
#pragma once

#include <cstdint>

#include "tools/demonstration/letter_life.hpp"

namespace vesture::demonstration {

// Letter `number`, somewhere between the two days: between whom, and what becomes of it, by chance.
void plan_some_letter(const World&, const Correspondents&, std::uint64_t number, std::uint64_t seed,
                      domain::Date from, domain::Date to);

// Letters of the last months that are each there to be looked at: in every status, failed for every reason, left lying.
void plan_letters_to_look_at(const World&, const Correspondents&, domain::Date last_day);

}  // namespace vesture::demonstration
