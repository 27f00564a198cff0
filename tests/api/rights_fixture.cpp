#include "tests/api/rights_fixture.hpp"

namespace vesture::api {

namespace bj = boost::json;

Said RightsTest::switch_e_address(Visitor& who, const std::string& account, bool active) {
  return who.put(account_path(account) + "/e-address", {{"active", active}});
}

Said RightsTest::grant_reading(Visitor& owner, const std::string& account, const std::string& code,
                               const bj::value& until) {
  return owner.post(rights_of(account), {{"person", code}, {"name", "Lasītājs"}, {"until", until}});
}

Said RightsTest::authorise(Visitor& manager, const std::string& account, const std::string& code,
                           const bj::array& rights) {
  return manager.post(rights_of(account) + "/authorisations",
                      {{"person", code}, {"name", "Pilnvarotais"}, {"rights", rights}});
}

}  // namespace vesture::api
