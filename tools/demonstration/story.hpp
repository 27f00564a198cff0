// The demonstration's story: three years of an institution, its customers and their orders, told to an empty data
// directory through the same commands as the API's. A seed tells the same story every time, but for salts and
// nonces.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "domain/common/time.hpp"

namespace vesture::demonstration {

struct StoryOptions {
  std::filesystem::path data;
  std::uint64_t orders = 5'000;  // of the company; those of the private people come on top
  std::uint64_t seed = 1;
  domain::Instant until;  // the story's last moment
};

struct Told {
  std::map<std::string, std::uint64_t, std::less<>> commands;  // how often each was run
  std::uint64_t commits = 0;
};

// `progress` is called with how much of the time is over, from 0 to 1. Writes the people's file into the data
// directory. Throws std::runtime_error where the directory has commits already.
Told tell(const StoryOptions&, const std::function<void(double)>& progress);

}  // namespace vesture::demonstration
