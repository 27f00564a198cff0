// Overloads for std::visit.
#pragma once

namespace vesture::domain {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

}  // namespace vesture::domain
