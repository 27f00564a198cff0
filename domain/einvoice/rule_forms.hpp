// The forms that most rules have, each a row of a table; the wording follows from the names of groups and terms. A path of
// groups begins with the one that is asked and goes down to the one that is meant.
#pragma once

#include <initializer_list>
#include <span>

#include "domain/einvoice/decimal.hpp"
#include "domain/einvoice/rule.hpp"

namespace vesture::domain::einvoice {

using Groups = std::initializer_list<BG>;
using Terms = std::initializer_list<BT>;

// The rule, of documents in one syntax alone.
Rule in_ubl(Rule);
Rule in_cii(Rule);

// The last group of the path is there.
Rule has(std::string_view id, Groups path);
// It has one of the terms. An empty one is there, as the official rules mostly see it; `filled` asks for a text.
Rule has(std::string_view id, Groups path, Terms one_of);
Rule filled(std::string_view id, Groups path, BT term);

// There is no more than one of the last group of the path.
Rule at_most_one(std::string_view id, Groups path);

// The groups at the end of the path have the term no more than once, all together.
Rule once(std::string_view id, Groups path, BT term);
// However often they have it, it is the same.
Rule same_everywhere(std::string_view id, Groups path, BT term);

// Every value of the term has the attribute: by which scheme or list it is to be understood.
Rule has_attribute(std::string_view id, BG group, BT term, std::string_view attribute);

Rule at_most_two_decimals(std::string_view id, BG group, BT term);

// The end is not before the start, where both are there; both are days then, and in CII they say so (format 102).
Rule in_order(std::string_view id, BG group, BT start, BT end);

// „Pārdevēja nosaukums” (BT-27); “Seller name” (BT-27).
Wording named(BT);
Wording named(BG);

// Every group that the path leads to from this one, which its first id is; and the values that a term has in them.
std::vector<const Group*> at_end_of(std::span<const BG> path, const Group& from);
std::vector<const Value*> values_at(std::span<const BG> path, BT term, const Group& from);

// The number that a term of the group is; none where it is not there or is no number.
Decimal number(const Group&, BT);

// "300.99 ≠ 301", for Finding::detail. What cannot be calculated is "?".
std::string difference(std::string_view there, const Decimal& calculated);
// A breach at the term, or at the group that lacks it.
void differs(const Group&, BT, const Decimal& calculated, Breaches&);

// By its code (BT-81): SEPA's or another.
bool is_credit_transfer(const Group& payment);

// At most 40 bytes of it and whole characters, for Finding::detail.
std::string quoted(std::string_view text);

}  // namespace vesture::domain::einvoice
