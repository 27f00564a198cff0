// E-addresses as rows show them.
#pragma once

#include <string>
#include <string_view>

namespace vesture::projections {

// The registration number in a legal entity's e-address ("NTRLV-…"); "" of a natural person's.
inline std::string registration_number_in(std::string_view e_address) {
  constexpr std::string_view kLegalEntity = "NTRLV-";
  return std::string(e_address.starts_with(kLegalEntity) ? e_address.substr(kLegalEntity.size()) : "");
}

}  // namespace vesture::projections
