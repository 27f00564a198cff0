// BR-CL-*: which code lists the codes of an e-invoice are from.
#pragma once

#include "domain/einvoice/rule.hpp"

namespace vesture::domain::einvoice {

Rules code_list_rules();

}  // namespace vesture::domain::einvoice
