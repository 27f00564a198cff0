// What an export is of and how far it has come: kept with its rows, so that the same command goes on from there.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::replay {

inline constexpr std::string_view kProgramVersion = "0.1.0";
// Of the tables and of the state: counted up when either changes.
inline constexpr int kExportFormat = 1;

enum class Format { csv, jsonl, sqlite };
BOOST_DESCRIBE_ENUM(Format, csv, jsonl, sqlite)

struct ExportState {
  std::uint64_t position = 0;       // of the last commit that it shows
  std::string chain;                // the log's hash there, as hexadecimal digits
  std::string time;                 // of that commit, RFC 3339
  std::vector<std::string> tables;  // what it has, in its order
  bool sealed = false;              // with the columns that come from sealed fields
  Format format = Format::sqlite;
  bool followed = false;  // text files: rows of views begin with what was done to them
  // Until it is whole: the table that is being written, and what of it is there.
  bool whole = false;
  std::uint64_t table = 0;
  std::string after;
  BOOST_DESCRIBE_CLASS(ExportState, (),
                       (position, chain, time, tables, sealed, format, followed, whole, table, after), (), ())
};

}  // namespace vesture::replay
