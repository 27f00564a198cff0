// A signed container as it looks in JSON (MAIL-19): what was found when it was attached.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/json.hpp"
#include "domain/common/text.hpp"
#include "domain/signatures/verdict.hpp"

namespace vesture::domain::signatures {
BOOST_DESCRIBE_ENUM(State, none, valid, indeterminate, invalid)
BOOST_DESCRIBE_STRUCT(Signer, (), (name, code, organisation, issuer))
}  // namespace vesture::domain::signatures

namespace vesture::api {

// What was checked, and held.
struct CheckJson {
  std::string code;
  std::string title;  // in the language asked for
  BOOST_DESCRIBE_CLASS(CheckJson, (), (code, title), (), ())
};

// Why a state is not `valid`.
struct ReasonJson {
  std::string code;
  std::string title;    // in the language asked for
  std::string subject;  // the file or certificate that it is about; may be empty
  BOOST_DESCRIBE_CLASS(ReasonJson, (), (code, title, subject), (), ())
};

struct SignatureJson {
  std::string id;
  domain::signatures::State state{};
  std::vector<ReasonJson> reasons;
  std::vector<CheckJson> checked;
  domain::signatures::Signer signer;
  std::optional<domain::Instant> claimed_at;  // as the signer says
  std::optional<domain::Instant> stamped_at;  // as a trusted time stamp says
  BOOST_DESCRIBE_CLASS(SignatureJson, (), (id, state, reasons, checked, signer, claimed_at, stamped_at), (),
                       ())
};

struct SignedFileJson {
  std::string name;
  std::uint64_t size = 0;  // bytes
  BOOST_DESCRIBE_CLASS(SignedFileJson, (), (name, size), (), ())
};

struct ContainerJson {
  domain::signatures::State state{};
  std::vector<ReasonJson> reasons;  // of the container itself
  std::vector<SignedFileJson> files;
  std::vector<SignatureJson> signatures;
  BOOST_DESCRIBE_CLASS(ContainerJson, (), (state, reasons, files, signatures), (), ())
};

ContainerJson json_of(const domain::signatures::ContainerVerdict&, domain::Language);

}  // namespace vesture::api
