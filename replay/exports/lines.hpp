// Rows as lines of text.
//
// CSV (RFC 4180): UTF-8, a header row, lines end with CR LF. A field is quoted where it has to be; an empty field is no
// value, "" is an empty text. A text that begins with = + - @ ' tab or CR gets an apostrophe before it: a spreadsheet
// would run it as a formula. Whoever reads the file takes one leading apostrophe off again, and has the text exactly.
//
// JSON Lines: an object a line, in the order of the columns; null is no value; json columns are JSON, not text. Exact.
#pragma once

#include <string>
#include <string_view>

#include "replay/exports/table_shape.hpp"

namespace vesture::replay {

// What was done to the row; empty where the file has no such column.
using Op = std::string_view;
inline constexpr Op kPut = "put";
inline constexpr Op kErase = "erase";

std::string csv_header(const TableShape&, bool with_op);
// Cells may be fewer than the columns: the others have no value.
std::string csv_line(const TableShape&, Op, const Cells&);
std::string json_line(const TableShape&, Op, const Cells&);

std::string csv_field(std::string_view text);

}  // namespace vesture::replay
