#include "tools/demonstration/cast.hpp"

namespace vesture::demonstration {

namespace {

// Addresses are those kept for documentation (RFC 5737).
Actor citizen(std::string code, std::string name, std::string peer) {
  Actor actor;
  actor.caller.code = std::move(code);
  actor.caller.name = std::move(name);
  actor.caller.assurance = "substantial";
  actor.peer = std::move(peer);
  return actor;
}

Actor employee(std::string code, std::string name, std::vector<std::string> roles,
               std::string institution = kInstitution) {
  auto actor = citizen(std::move(code), std::move(name), "203.0.113.10");
  actor.caller.institution = std::move(institution);
  actor.caller.roles = std::move(roles);
  return actor;
}

}  // namespace

Cast make_cast() {
  return {.janis = citizen("PNOLV-170583-11233", "Jānis Bērziņš", "198.51.100.17"),
          .liga = citizen("PNOLV-327741-90256", "Līga Kalniņa", "198.51.100.42"),
          .andris = citizen("PNOLV-221178-10873", "Andris Ozols", "198.51.100.64"),
          .ilze = citizen("PNOLV-140295-12171", "Ilze Ozola", "198.51.100.64"),
          .martins = citizen("PNOLV-030990-11459", "Mārtiņš Liepa", "192.0.2.80"),
          .kristine = citizen("PNOLV-329983-15027", "Kristīne Ābola", "192.0.2.81"),
          .agnese = citizen("PNOLV-325160-73394", "Agnese Jansone", "192.0.2.140"),
          .zane = citizen("PNOLV-323347-60815", "Zane Lapsa", "203.0.113.20"),
          .uldis = citizen("PNOLV-328821-07563", "Uldis Freimanis", "203.0.113.45"),
          .inese = citizen("PNOLV-321508-44710", "Inese Bērziņa", "198.51.100.17"),
          .clerk = employee("PNOLV-280887-10917", "Dace Vītola", {"clerk"}),
          .cashier = employee("PNOLV-110692-13148", "Gints Krūmiņš", {"cashier"}),
          .head_clerk = employee("PNOLV-010769-10321", "Sandra Eglīte", {"clerk", "cashier"}),
          .auditor = employee("PNOLV-300385-11293", "Edgars Zariņš", {"auditor"}),
          .administrator = employee("PNOLV-326409-18872", "Ieva Roze", {"administrator"}, "VRAA")};
}

std::vector<api::DemoPerson> people_of(const Cast& cast) {
  std::vector<api::DemoPerson> people;
  for (const auto* actor : {&cast.janis, &cast.liga, &cast.andris, &cast.ilze, &cast.martins, &cast.kristine,
                            &cast.agnese, &cast.zane, &cast.uldis, &cast.inese, &cast.clerk, &cast.cashier,
                            &cast.head_clerk, &cast.auditor, &cast.administrator})
    people.push_back(
        {actor->caller.code, actor->caller.name, actor->caller.institution, actor->caller.roles});
  return people;
}

}  // namespace vesture::demonstration
