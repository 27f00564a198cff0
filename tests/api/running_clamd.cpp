#include "tests/api/running_clamd.hpp"

#include <filesystem>
#include <fstream>
#include <string_view>

namespace vesture::api {

namespace {

std::string hex(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

}  // namespace

// Put together here, so that no scanner takes this file for malware.
std::string eicar() {
  return std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$") + "EICAR-STANDARD-ANTIVIRUS" + "-TEST-FILE!$H+H*";
}

RunningClamd::RunningClamd() {
  const auto directory = scratch_.path().string();
  std::filesystem::create_directory(directory + "/signatures");
  std::ofstream(directory + "/signatures/local.ndb") << "Test.Eicar:0:*:" << hex(eicar()) << "\n";
  std::ofstream(directory + "/clamd.conf")
      << "Foreground yes\nUser root\nStreamMaxLength 1M\nTCPAddr 127.0.0.1\nTCPSocket " << port_
      << "\nLocalSocket " << directory << "/socket\nDatabaseDirectory " << directory << "/signatures\n";
  process_.emplace(std::vector<std::string>{"/usr/sbin/clamd", "-c", directory + "/clamd.conf"});
  process_->wait_for_output("Self checking");
}

}  // namespace vesture::api
