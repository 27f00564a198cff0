// Looks into what is attached to an official message: an e-invoice is held against its rules (MAIL-17), a signed container is
// opened and its signatures verified (MAIL-19). What it is, is told from its bytes, whatever its type says; a container also
// from its name's ending, so that one that is broken is told as that.
#pragma once

#include <expected>

#include "api/files/upload.hpp"
#include "api/signatures/container.hpp"
#include "domain/common/time.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::api {

// Of a finished content. The problem is invoice_invalid, with the rules that the e-invoice breaks: a container is never
// refused, its state says what is wrong with it. Blocks; throws what the vault throws.
std::expected<domain::files::Inspection, Problem> inspect(const eventstore::Vault&, const Upload&,
                                                          const signatures::Trust&, domain::Instant now);

}  // namespace vesture::api
