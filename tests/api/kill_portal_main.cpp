// Serves the portal over the directory given and uploads one document after another over HTTP, while ten days pass from
// each to the next and the timekeepers do what is due, until it is killed. What has been answered goes to standard
// output, one a line: "uploading 7", "stored 7 <request> <file>"; and "now <microseconds>" before the clock is so far.
//
// kill_portal <directory> <number of the first document> <microseconds>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/api/order_files_fixture.hpp"
#include "tests/eventstore/contents.hpp"

namespace {

using namespace vesture::api;

void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(2);
}

void turn_to(TurnedClock& clock, std::int64_t microseconds) {
  clock.turn(std::chrono::microseconds(microseconds - clock.now().microseconds));
}

void wait_for_views(ServedPortal& portal) {
  const auto& backend = portal.portal().backend();
  if (!backend.runner.wait_applied(backend.log.head(), std::chrono::minutes(1))) ::_exit(3);
}

UploadFile numbered_file(std::uint32_t number) {
  return {vesture::eventstore::numbered_bytes(number), fmt::format("{}.pdf", number), "application/pdf"};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 1;
  ServedPortal portal([&](PortalOptions& options) {
    options.node.data = argv[1];
    options.keeps_time = true;
  });
  turn_to(portal.clock, std::strtoll(argv[3], nullptr, 10));
  wait_for_views(portal);
  auto anna = portal.visit(portal.citizen("PNOLV-320000-00001", "Anna Bērziņa"));
  auto clerk = portal.visit(portal.employee("PNOLV-320000-00010", {"clerk"}));
  const auto account = anna.account();
  const auto request = clerk.post(kRequests, request_body(account, anna.person())).text("/id");
  const auto documents = "/v1/accounts/" + account + "/service-requests/" + request + "/documents";
  for (auto number = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));; ++number) {
    say(fmt::format("uploading {}\n", number));
    const auto taken = upload(anna, documents, numbered_file(number));
    if (taken.status != 201) ::_exit(4);
    say(fmt::format("stored {} {} {}\n", number, request, taken.text("/id")));
    const auto now =
        portal.clock.now().microseconds + std::chrono::microseconds(std::chrono::days(10)).count();
    say(fmt::format("now {}\n", now));
    turn_to(portal.clock, now);
  }
}
