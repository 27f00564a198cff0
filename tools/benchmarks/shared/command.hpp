// Another program, run to its end.
#pragma once

#include <string>
#include <vector>

namespace vesture::bench {

// Finds it on the path; what it writes is thrown away. Throws std::runtime_error where it cannot be run or fails.
void run_quietly(std::vector<std::string> words);

}  // namespace vesture::bench
