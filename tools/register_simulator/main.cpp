// The registers' simulator as a program: knows the demonstration's people and companies, and serves until it is told to
// stop.
#include <fmt/core.h>
#include <signal.h>

#include <CLI/CLI.hpp>

#include "api/http/server.hpp"
#include "domain/common/identifiers.hpp"
#include "tools/demonstration/cast.hpp"
#include "tools/register_simulator/register_simulator.hpp"

namespace {

using namespace vesture;
using register_simulator::RegisterSimulator;

void know_demonstration(RegisterSimulator& simulator) {
  for (const auto& person : demonstration::people_of(demonstration::make_cast()))
    simulator.know({person.person, person.name,
                    domain::date_of_birth(domain::parse_natural_person(person.person).value())});
  for (const auto& company :
       {demonstration::kCompany, demonstration::kRefusedCompany, demonstration::kWaitingCompany})
    simulator.know({company.code, company.name, std::nullopt});
}

void serve_until_stopped(std::uint16_t port, RegisterSimulator& simulator) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  api::ServerOptions options;
  options.port = port;
  options.threads = 1;
  api::Server server(options, simulator);
  server.start();
  fmt::print("the registers' simulator serves http://127.0.0.1:{}\n", server.port());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&stop, &signal);
  server.stop();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Simulates the state's registers on loopback. To make something happen:\n"
      "  curl -d '{\"changes\": [{\"sequence\": 1, \"kind\": \"died\", \"code\": \"PNOLV-…\"}]}' "
      "http://127.0.0.1:8091/control/changes");
  std::uint16_t port = 8091;
  std::string kept_in;
  std::string token;
  app.add_option("--port", port, "To listen on; 0: one that is free")->capture_default_str();
  app.add_option("--keep", kept_in, "File where what happened is kept [nowhere]");
  app.add_option("--token", token, "That questions must come with [none]");
  CLI11_PARSE(app, argc, argv);
  try {
    RegisterSimulator simulator(token, kept_in);
    if (simulator.is_new()) know_demonstration(simulator);
    serve_until_stopped(port, simulator);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "{}\n", trouble.what());
    return 1;
  }
}
