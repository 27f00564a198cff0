// A list whole, as JSON or as an Excel file (.xlsx, by libxlsxwriter), by Accept (ORD-06, AUD-02).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/http/json.hpp"
#include "api/route.hpp"
#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

// Instants show as Riga's wall time.
using ReportCell = std::variant<std::monostate, std::string, domain::Instant, domain::Date>;

template <class T>
ReportCell cell_of(const std::optional<T>& value) {
  return value ? ReportCell(*value) : ReportCell();
}

template <class Item>
struct ReportColumn {
  domain::Text title;
  std::function<ReportCell(const Item&)> cell;
};

inline constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
inline constexpr std::size_t kMostReportRows = 100'000;

enum class ReportFormat { json, xlsx };
// not_acceptable where the client takes neither.
Result<ReportFormat> report_format(const Call&);
Problem report_too_large();  // report.too_large: more than kMostReportRows

// An .xlsx workbook of one sheet, built row by row in constant memory (in a temporary file).
class Workbook {
 public:
  Workbook(std::string_view sheet, const std::vector<std::string_view>& titles);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  void add(const std::vector<ReportCell>& row);
  std::string finish();  // the file's bytes; nothing may be added any more

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

template <class Item>
class ReportWriter {
 public:
  ReportWriter(const Call& call, domain::Text sheet, const std::vector<ReportColumn<Item>>& columns)
      : columns_(columns), format_(report_format(call)) {
    if (!format_ || *format_ != ReportFormat::xlsx) return;
    std::vector<std::string_view> titles;
    for (const auto& column : columns) titles.push_back(column.title.in(call.language));
    workbook_ = std::make_unique<Workbook>(sheet.in(call.language), titles);
  }

  // False where no more is wanted: it is too large, or nobody takes it.
  bool add(const Item& item) {
    if (!format_ || ++rows_ > kMostReportRows) return false;
    if (!workbook_) {
      write_json(items_ += rows_ == 1 ? "" : ",", item);
      return true;
    }
    std::vector<ReportCell> row;
    for (const auto& column : columns_) row.push_back(column.cell(item));
    workbook_->add(row);
    return true;
  }

  Result<Reply> finish(std::uint64_t position) {
    if (!format_) return std::unexpected(format_.error());
    if (rows_ > kMostReportRows) return std::unexpected(report_too_large());
    Reply reply;
    reply.position = position;
    reply.headers.emplace_back("Vary", "Accept, Accept-Language");
    if (!workbook_) {
      reply.body = R"({"items":[)" + items_ + R"(],"position":)" + std::to_string(position) + "}";
      return reply;
    }
    reply.content_type = kXlsx;
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"report.xlsx\"");
    reply.body = workbook_->finish();
    return reply;
  }

 private:
  const std::vector<ReportColumn<Item>>& columns_;
  Result<ReportFormat> format_;
  std::unique_ptr<Workbook> workbook_;
  std::string items_;
  std::size_t rows_ = 0;
};

template <class Item>
struct ReportAnswer {
  std::vector<Item> items;
  std::uint64_t position = 0;
  BOOST_DESCRIBE_CLASS(ReportAnswer, (), (items, position), (), ())
};

// A route that gives a report; it may take long, so it runs on the pool.
template <class Item>
Route report_route(Route declared, std::function<Result<Reply>(const Call&, Unit&)> run) {
  declared.slow = true;
  declared.long_answer = LongAnswer::report;
  declared.also_media_type = kXlsx;
  declared.answer_schema = schema_of<ReportAnswer<Item>>();
  declared.run = std::move(run);
  return declared;
}

}  // namespace vesture::api
