// Every aggregate of the domain, for those who read all streams alike. The next one is added here.
#pragma once

#include "domain/access/access.hpp"
#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/accounts/register_feed.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/purge.hpp"
#include "domain/mail/suspicion.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/label.hpp"
#include "domain/orders/numbering.hpp"
#include "domain/orders/order.hpp"
#include "domain/orders/request.hpp"
#include "domain/rights/read_rights.hpp"

namespace vesture::domain {

// Calls `check.template operator()<Aggregate>()` for each.
template <class Check>
void for_each_aggregate(Check check) {
  check.template operator()<orders::Order>();
  check.template operator()<orders::ServiceRequest>();
  check.template operator()<orders::Label>();
  check.template operator()<orders::Numbering>();
  check.template operator()<accounts::Person>();
  check.template operator()<accounts::Account>();
  check.template operator()<accounts::LegalEntity>();
  check.template operator()<accounts::Application>();
  check.template operator()<accounts::TakenChange>();
  check.template operator()<files::File>();
  check.template operator()<files::Content>();
  check.template operator()<accounts::Profile>();
  check.template operator()<access::Access>();
  check.template operator()<notifications::Notification>();
  check.template operator()<mail::Draft>();
  check.template operator()<mail::Message>();
  check.template operator()<mail::Copy>();
  check.template operator()<mail::Suspicion>();
  check.template operator()<mail::Purge>();
  check.template operator()<rights::ReadRights>();
}

}  // namespace vesture::domain
