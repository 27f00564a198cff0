#include "api/report.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace vesture::api {

namespace {

constexpr double kDaysFrom1900To1970 = 25569;  // Excel's day 0 is 1899-12-30
constexpr double kMicrosecondsOfDay = 86'400'000'000.0;
constexpr double kColumnWidth = 22;

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("xlsx: ") + lxw_strerror(error));
}

// A file that only we can read, gone with this object: the library writes to a path.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "vesture-report-XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw std::system_error(errno, std::generic_category(), "xlsx: no temporary file");
    ::close(file);
  }
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in) throw std::runtime_error("xlsx: the temporary file cannot be read");
    return bytes;
  }

 private:
  std::string path_;
};

}  // namespace

Result<ReportFormat> report_format(const Call& call) {
  const auto accept = call.request.header("accept");
  const auto takes = [accept](std::string_view type) { return accept.find(type) != std::string_view::npos; };
  if (takes(kXlsx)) return ReportFormat::xlsx;
  if (accept.empty() || takes("application/json") || takes("*/*") || takes("application/*"))
    return ReportFormat::json;
  return std::unexpected(problems::not_acceptable());
}

Problem report_too_large() {
  Problem problem;
  problem.status = 422;
  problem.code = "report.too_large";
  problem.rule = "ORD-06";
  problem.title = {"Atskaite ir pārāk liela", "The report is too large"};
  problem.detail = {"Atskaitē ir ne vairāk kā 100 000 rindu: sašauriniet atlasi",
                    "A report has 100,000 rows at most: narrow the filters"};
  return problem;
}

struct Workbook::Impl {
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* heading = nullptr;
  lxw_format* date = nullptr;
  lxw_format* date_time = nullptr;
  lxw_row_t row = 0;
  TemporaryFile file;

  void put(lxw_col_t column, const ReportCell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
      check(worksheet_write_string(sheet, row, column, text->c_str(), nullptr));
    } else if (const auto* day = std::get_if<domain::Date>(&cell)) {
      check(worksheet_write_number(sheet, row, column, day->days + kDaysFrom1900To1970, date));
    } else if (const auto* at = std::get_if<domain::Instant>(&cell)) {
      const auto wall = static_cast<double>(domain::riga_wall_time(*at).microseconds);
      check(worksheet_write_number(sheet, row, column, wall / kMicrosecondsOfDay + kDaysFrom1900To1970,
                                   date_time));
    }
  }
};

Workbook::Workbook(std::string_view sheet, const std::vector<std::string_view>& titles)
    : impl_(std::make_unique<Impl>()) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  impl_->workbook = workbook_new_opt(impl_->file.path().c_str(), &options);
  if (!impl_->workbook) throw std::runtime_error("xlsx: no workbook");
  impl_->sheet = workbook_add_worksheet(impl_->workbook, std::string(sheet).c_str());
  impl_->heading = workbook_add_format(impl_->workbook);
  format_set_bold(impl_->heading);
  impl_->date = workbook_add_format(impl_->workbook);
  format_set_num_format(impl_->date, "yyyy-mm-dd");
  impl_->date_time = workbook_add_format(impl_->workbook);
  format_set_num_format(impl_->date_time, "yyyy-mm-dd hh:mm:ss");
  const auto last = static_cast<lxw_col_t>(titles.size() - 1);
  check(worksheet_set_column(impl_->sheet, 0, last, kColumnWidth, nullptr));
  for (lxw_col_t column = 0; column <= last; ++column)
    check(
        worksheet_write_string(impl_->sheet, 0, column, std::string(titles[column]).c_str(), impl_->heading));
  worksheet_freeze_panes(impl_->sheet, 1, 0);
  impl_->row = 1;
}

Workbook::~Workbook() {
  if (impl_->workbook) workbook_close(impl_->workbook);
}

void Workbook::add(const std::vector<ReportCell>& row) {
  for (std::size_t column = 0; column < row.size(); ++column)
    impl_->put(static_cast<lxw_col_t>(column), row[column]);
  ++impl_->row;
}

std::string Workbook::finish() {
  const auto closed = workbook_close(impl_->workbook);
  impl_->workbook = nullptr;
  check(closed);
  return impl_->file.read();
}

}  // namespace vesture::api
