// Reads the first sheet of an .xlsx file without the library that wrote it: `unzip` and the sheet's XML.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vesture::api {

struct WorkbookCell {
  std::string text;
  bool is_number = false;
  std::string format;  // of numbers; "" for the general one
};

class WorkbookReader {
 public:
  using Row = std::map<std::string, WorkbookCell>;  // by the column's letter

  // Throws std::runtime_error where it cannot be read.
  explicit WorkbookReader(const std::string& xlsx);
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
};

// The file as CSV by gnumeric's ssconvert; nullopt where that is not installed.
std::optional<std::string> opened_by_gnumeric(const std::string& xlsx);

}  // namespace vesture::api
