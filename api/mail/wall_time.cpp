#include "api/mail/wall_time.hpp"

#include <date/date.h>

namespace vesture::api {

std::string wall_time(domain::Instant at, domain::Language language) {
  const date::sys_time<std::chrono::microseconds> wall{
      std::chrono::microseconds(domain::riga_wall_time(at).microseconds)};
  const auto minute = date::floor<std::chrono::minutes>(wall);
  if (language == domain::Language::en) return date::format("%d %B %Y, %H:%M (Riga)", minute);
  return date::format("%d.%m.%Y. %H:%M", minute);
}

}  // namespace vesture::api
