// Containers from memory, given to the verifier, and whom it trusts then.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "api/signatures/container.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/signatures/memory_content.hpp"
#include "tests/signatures/signing_world.hpp"

namespace vesture::signing {

struct Anchors {
  std::vector<Certificate> signers;
  std::vector<Certificate> time_stamps;
  std::vector<Certificate> responders;
};

inline api::signatures::Trust trusting(const Anchors& anchors) {
  const eventstore::ScratchDirectory scratch;
  const auto written = [&](const char* name, const std::vector<Certificate>& certificates) {
    const auto folder = scratch.path() / name;
    std::filesystem::create_directory(folder);
    for (std::size_t i = 0; i < certificates.size(); ++i)
      std::ofstream(folder / (std::to_string(i) + ".pem")) << pem_of(certificates[i]);
    return folder;
  };
  return api::signatures::Trust({written("signers", anchors.signers),
                                 written("time-stamps", anchors.time_stamps),
                                 written("responders", anchors.responders)});
}

// The authority's root, for people and for time stamps.
inline const api::signatures::Trust& trust_in_authority() {
  const auto& root = authority().root().certificate;
  static const auto trust = trusting({{root}, {root}, {}});
  return trust;
}

inline domain::signatures::ContainerVerdict verified(
    const std::string& container, const api::signatures::Trust& trust = trust_in_authority(),
    domain::Instant now = after(kSignedAt, 3600)) {
  return api::signatures::verify(api::signatures::MemoryContent(container), trust, now);
}

// All reasons, the container's and the signatures', a line each: for messages and for finding one.
inline std::string reasons_of(const domain::signatures::ContainerVerdict& verdict) {
  std::string text;
  const auto add = [&text](const domain::signatures::Reason& reason) {
    text += reason.code + ' ' + reason.subject + '\n';
  };
  for (const auto& reason : verdict.reasons) add(reason);
  for (const auto& signature : verdict.signatures)
    for (const auto& reason : signature.reasons) add(reason);
  return text;
}

}  // namespace vesture::signing
