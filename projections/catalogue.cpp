#include "projections/catalogue.hpp"

#include "projections/accounts/directory.hpp"
#include "projections/accounts/people.hpp"
#include "projections/accounts/profiles.hpp"
#include "projections/accounts/readers.hpp"
#include "projections/accounts/register_changes.hpp"
#include "projections/agenda/agenda.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/audit/changes.hpp"
#include "projections/mail/mailbox.hpp"
#include "projections/mail/suspicions.hpp"
#include "projections/notifications/notification_list.hpp"
#include "projections/orders/order_list.hpp"
#include "projections/orders/request_list.hpp"

namespace vesture::projections {

std::vector<std::unique_ptr<Projection>> all_projections(const domain::Cipher& cipher,
                                                         const Contents& contents) {
  std::vector<std::unique_ptr<Projection>> all;
  all.push_back(std::make_unique<accounts::AccountsProjection>(cipher));
  all.push_back(std::make_unique<accounts::ProfilesProjection>(cipher));
  all.push_back(std::make_unique<accounts::ReadersProjection>(cipher));
  all.push_back(std::make_unique<accounts::RegisterChangesProjection>(cipher));
  all.push_back(std::make_unique<orders::OrderListProjection>(cipher));
  all.push_back(std::make_unique<orders::RequestListProjection>(cipher));
  all.push_back(std::make_unique<notifications::NotificationsProjection>(cipher));
  all.push_back(std::make_unique<accounts::DirectoryProjection>(cipher));
  all.push_back(std::make_unique<mail::MailboxProjection>(cipher, contents));
  all.push_back(std::make_unique<mail::SuspicionsProjection>(cipher));
  all.push_back(std::make_unique<audit::AuditProjection>(cipher));
  all.push_back(std::make_unique<audit::ChangesProjection>());
  all.push_back(std::make_unique<agenda::AgendaProjection>(cipher));
  return all;
}

}  // namespace vesture::projections
