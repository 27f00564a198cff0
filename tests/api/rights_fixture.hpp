// People with rights on each other's accounts, as the portal gives them; and what registers tell, straight in the log.
#pragma once

#include <string>
#include <vector>

#include "api/system_commit.hpp"
#include "tests/api/orders_fixture.hpp"

namespace vesture::api {

class RightsTest : public OrdersTest {
 protected:
  explicit RightsTest(ServedPortal::Adjust adjust = {}) : OrdersTest(std::move(adjust)) {}

  static std::string account_path(const std::string& account) { return "/v1/accounts/" + account; }
  static std::string rights_of(const std::string& account) { return account_path(account) + "/rights"; }

  // Each may be refused.
  Said switch_e_address(Visitor& who, const std::string& account, bool active);
  Said grant_reading(Visitor& owner, const std::string& account, const std::string& code,
                     const boost::json::value& until = nullptr);
  Said authorise(Visitor& manager, const std::string& account, const std::string& code,
                 const boost::json::array& rights);

  // One decision about the account, as the system makes it.
  template <class Aggregate>
  void decide_as_system(const std::string& account, const typename Aggregate::Command& command) {
    const domain::AccountId id{*domain::parse_uuid(account)};
    const SystemAct act{"test.decide", 0, [&](Unit& unit) -> Result<domain::AccountId> {
                          if (const auto decided = decide<Aggregate>(unit, id, command); !decided)
                            return std::unexpected(decided.error());
                          return id;
                        }};
    ASSERT_NE(commit_by_system(portal.portal().backend(), {&act, 1}).at(0), 0u);
  }
};

}  // namespace vesture::api
