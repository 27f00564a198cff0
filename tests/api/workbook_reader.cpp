#include "tests/api/workbook_reader.hpp"

#include <algorithm>
#include <array>
#include <boost/property_tree/xml_parser.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {

namespace {

namespace pt = boost::property_tree;

struct Finished {
  std::string output;
  int status;
};

Finished run(const std::string& command) {
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot run " + command);
  Finished finished{};
  std::array<char, 4096> bytes;
  while (const auto count = std::fread(bytes.data(), 1, bytes.size(), pipe))
    finished.output.append(bytes.data(), count);
  finished.status = ::pclose(pipe);
  return finished;
}

std::string written_to(const eventstore::ScratchDirectory& directory, const std::string& bytes) {
  const auto path = directory.path() / "report.xlsx";
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

pt::ptree member_of(const std::string& file, const std::string& member) {
  const auto unzipped = run("unzip -p " + file + " " + member + " 2>&1");
  if (unzipped.status != 0) throw std::runtime_error("unzip: " + unzipped.output);
  std::istringstream text(unzipped.output);
  pt::ptree tree;
  pt::read_xml(text, tree);
  return tree;
}

// The number formats of the cell styles, by their places.
std::vector<std::string> formats_of(const pt::ptree& styles) {
  std::map<std::string, std::string> by_id;
  if (const auto formats = styles.get_child_optional("styleSheet.numFmts"))
    for (const auto& [_, format] : *formats)
      if (const auto id = format.get_optional<std::string>("<xmlattr>.numFmtId"))
        by_id[*id] = format.get<std::string>("<xmlattr>.formatCode");
  std::vector<std::string> places;
  for (const auto& [name, style] : styles.get_child("styleSheet.cellXfs"))
    if (name == "xf") places.push_back(by_id[style.get<std::string>("<xmlattr>.numFmtId")]);
  return places;
}

std::string column_of(const std::string& reference) {
  return reference.substr(0, reference.find_first_of("0123456789"));
}

}  // namespace

WorkbookReader::WorkbookReader(const std::string& xlsx) {
  const eventstore::ScratchDirectory directory;
  const auto file = written_to(directory, xlsx);
  const auto formats = formats_of(member_of(file, "xl/styles.xml"));
  const auto sheet = member_of(file, "xl/worksheets/sheet1.xml");
  for (const auto& [name, row] : sheet.get_child("worksheet.sheetData")) {
    if (name != "row") continue;
    auto& cells = rows_.emplace_back();
    for (const auto& [kind, cell] : row) {
      if (kind != "c") continue;
      auto& read = cells[column_of(cell.get<std::string>("<xmlattr>.r"))];
      read.is_number = cell.get<std::string>("<xmlattr>.t", "n") == "n";
      read.text = read.is_number ? cell.get<std::string>("v") : cell.get<std::string>("is.t");
      read.format = formats.at(cell.get<std::size_t>("<xmlattr>.s", 0));
    }
  }
}

std::optional<std::string> opened_by_gnumeric(const std::string& xlsx) {
  if (run("command -v ssconvert").status != 0) return std::nullopt;
  const eventstore::ScratchDirectory directory;
  const auto file = written_to(directory, xlsx);
  const auto converted = run("ssconvert --export-type=Gnumeric_stf:stf_csv " + file + " fd://1 2>/dev/null");
  if (converted.status != 0) throw std::runtime_error("ssconvert: " + converted.output);
  return converted.output;
}

}  // namespace vesture::api
