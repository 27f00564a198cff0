// The rows that a question gave, for people (an aligned table), for programs (JSON, an object a row) or as CSV.
#pragma once

#include <functional>
#include <string_view>

#include "replay/sqlite/database.hpp"

namespace vesture::replay {

enum class AnswerFormat { table, json, csv };

// Gives `print` a line at a time, without its end; runs the statement to its end. What is held of an answer of any
// length is its first rows, which the widths of the table's columns are taken from. In the table texts
// are printable() ones. In JSON the second column of one name is called name_2.
void print_answer(Statement&, AnswerFormat, const std::function<void(std::string_view line)>& print);

}  // namespace vesture::replay
