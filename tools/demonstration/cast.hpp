// The people of the demonstration. All are made up; their codes check.
#pragma once

#include <string>
#include <vector>

#include "api/demo_people.hpp"
#include "tools/demonstration/direct_api.hpp"

namespace vesture::demonstration {

inline constexpr const char* kInstitution = "VZD";

struct Cast {
  Actor janis;     // has an order in each of the seven statuses
  Actor liga;      // uses e-services, and labels them
  Actor andris;    // has an account and has never ordered
  Actor ilze;      // his wife: has never been here
  Actor martins;   // the company's first user
  Actor kristine;  // writes the company's letters, and may not send them
  Actor agnese;    // the other company's first user
  Actor zane;      // sees to the State Land Service's e-address
  Actor uldis;     // sees to the Treasury's
  Actor inese;     // may read what Jānis receives
  Actor clerk;
  Actor cashier;
  Actor head_clerk;  // clerk and cashier
  Actor auditor;
  Actor administrator;  // of the e-address
};

struct LegalEntity {
  const char* name;
  const char* code;
};
inline constexpr LegalEntity kCompany{"SIA \"Zemes mērs\"", "NTRLV-40203999006"};
inline constexpr LegalEntity kOtherCompany{"SIA \"Jumta darbi\"", "NTRLV-40203999330"};
inline constexpr LegalEntity kLandService{"Valsts zemes dienests", "NTRLV-90009999114"};
inline constexpr LegalEntity kTreasury{"Valsts kase", "NTRLV-90009999203"};
inline constexpr LegalEntity kRefusedCompany{"SIA \"Meža stigas\"", "NTRLV-40203999114"};
inline constexpr LegalEntity kWaitingCompany{"Biedrība \"Ezerkrasts\"", "NTRLV-40203999222"};

Cast make_cast();
std::vector<api::DemoPerson> people_of(const Cast&);

}  // namespace vesture::demonstration
