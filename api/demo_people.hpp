// The demonstration's people, as the file in the data directory holds them.
#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace vesture::api {

struct DemoPerson {
  std::string person;  // PNOLV-…
  std::string name;
  std::string institution;  // of staff
  std::vector<std::string> roles;
  BOOST_DESCRIBE_CLASS(DemoPerson, (), (person, name, institution, roles), (), ())
};

inline constexpr const char* kDemoPeopleFile = "demonstration.json";

// Nobody where the file is not there; throws std::runtime_error where it does not check.
std::vector<DemoPerson> read_demo_people(const std::filesystem::path& file);
void write_demo_people(const std::filesystem::path& file, const std::vector<DemoPerson>& people);

}  // namespace vesture::api
