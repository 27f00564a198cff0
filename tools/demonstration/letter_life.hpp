// One letter's way from its draft to what its recipients do with it, and to the letters that come of it. The plan says
// what will happen; each step asks for it when its day has come.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/mail/message.hpp"
#include "tools/demonstration/letters.hpp"
#include "tools/demonstration/requests.hpp"

namespace vesture::demonstration {

// Someone with an e-address that works, and who uses it.
struct Correspondent {
  const Actor* actor = nullptr;
  domain::AccountId account;
  std::string e_address;
  const Actor* writer = nullptr;  // who writes in their place, and may not send
  const Actor* reader = nullptr;  // who reads what they receive
};

struct Correspondents {
  Correspondent company;
  Correspondent other_company;
  Correspondent land_service;
  Correspondent treasury;
  Correspondent janis;
  Correspondent liga;

  const Correspondent* with_account(domain::AccountId) const;  // nullptr: none of them
};

struct LetterPlan {
  enum class Ends { sent, left_as_draft, deleted_as_draft, cancelled };
  enum class Receipt { confirmed, refused, missed, left_open };

  const Correspondent* from = nullptr;
  std::vector<std::string> to = {};  // e-addresses
  Letter letter = {};
  Ends ends = Ends::sent;
  std::optional<int> days_to_confirm = {};    // the sender's own deadline
  std::optional<Receipt> receipt = {};        // by chance where it is not said; what comes of it, too
  std::optional<std::string> suspicion = {};  // what the recipients suspect of it
};

// `world` and `correspondents` outlive the story.
void plan_letter(const World&, const Correspondents&, domain::Instant at, LetterPlan, std::uint64_t seed);

}  // namespace vesture::demonstration
