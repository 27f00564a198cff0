// The state's registers of natural persons and of legal entities: who someone is, and what has changed since (ACC-01,
// ACC-08, ACC-09). One interface, for both lie behind one service. Blocks, so not for an event loop's thread.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/common/identifiers.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

inline bool is_natural_person(std::string_view code) {
  return domain::parse_natural_person(code).has_value();
}

// Codes are "PNOLV-…" or "NTRLV-…" (domain/common/identifiers.hpp).
struct Identity {
  std::string code;
  std::string name;
  std::optional<domain::Date> date_of_birth;  // of a natural person
  bool operator==(const Identity&) const = default;
};

struct CodeChanged {
  std::string new_code;  // of a natural person
  bool operator==(const CodeChanged&) const = default;
};
struct NameChanged {
  std::string name;
  bool operator==(const NameChanged&) const = default;
};
// The person died, or the legal entity was closed.
struct Ended {
  bool operator==(const Ended&) const = default;
};

// Of no kind that is known here, or not in its form: nothing but its number could be read.
struct Unreadable {
  bool operator==(const Unreadable&) const = default;
};

struct RegisterChange {
  std::uint64_t sequence = 0;  // 1, 2, 3 …: the register leaves none out
  std::string code;            // whose, as it was before the change; empty where it is unreadable
  std::variant<CodeChanged, NameChanged, Ended, Unreadable> what;
  bool operator==(const RegisterChange&) const = default;
};

// It could not be asked, or what it answered cannot be taken: nothing of it was. It may be asked again.
struct RegisterFault {
  enum class Of { service, answer };  // it answers nobody now; or this one answer is none

  std::string why;  // never a person's data
  Of of = Of::service;
};
template <class T>
using FromRegister = std::expected<T, RegisterFault>;

// Any thread may call; what is asked ends early, within a second or so, where a stop is asked for.
class Register {
 public:
  virtual ~Register() = default;
  // nullopt: the register knows nobody by this code.
  virtual FromRegister<std::optional<Identity>> identity(const std::string& code, std::stop_token) = 0;
  // The first changes after that sequence number, as the register gives them: maybe with repeats, in any order, or with a
  // gap. Empty where there are none.
  virtual FromRegister<std::vector<RegisterChange>> changes_after(std::uint64_t sequence,
                                                                  std::stop_token) = 0;
};

}  // namespace vesture::api
