// A ZIP archive as programs that people have unpack it.
#pragma once

#include <map>
#include <string>

namespace vesture::api {

// What lies in it, by path. Both throw with what the program said where it found anything wrong.
std::map<std::string, std::string> unpacked_by_unzip(const std::string& zip);
std::map<std::string, std::string> unpacked_by_bsdtar(const std::string& zip);

}  // namespace vesture::api
