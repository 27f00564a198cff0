#include "replay/exports/text_target.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <fstream>
#include <iterator>
#include <map>

#include "eventstore/posix_file.hpp"
#include "replay/exports/appended_file.hpp"
#include "replay/exports/lines.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// What the directory keeps beside its tables: the state, and how long each file is with it.
constexpr const char* kStateFile = "export.json";

struct Kept {
  ExportState state;
  std::map<std::string, std::uint64_t> bytes;  // by file
  BOOST_DESCRIBE_CLASS(Kept, (), (state, bytes), (), ())
};

std::optional<Kept> kept_in(const fs::path& directory) {
  std::ifstream in(directory / kStateFile, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return json::value_to<Kept>(json::parse(text));
}

// In one step, so that the one or the other is found.
void write_kept(const fs::path& directory, const Kept& kept) {
  const auto fresh = directory / (std::string(kStateFile) + ".new");
  AppendedFile file(fresh, 0);
  file.append(json::serialize(json::value_from(kept)) + '\n');
  file.keep();
  fs::rename(fresh, directory / kStateFile);
  eventstore::sync_directory_of(directory / kStateFile);
}

class TextTarget final : public Target {
 public:
  TextTarget(Format format, fs::path directory, std::vector<TableShape> tables, bool followed)
      : csv_(format == Format::csv),
        directory_(std::move(directory)),
        tables_(std::move(tables)),
        followed_(followed),
        kept_(kept_in(directory_)) {
    for (const auto& table : tables_) files_.emplace_back(directory_ / file_name(table), bytes_of(table));
    if (!kept_ && csv_) write_headers();
  }

  std::optional<ExportState> state() const override {
    return kept_ ? std::optional(kept_->state) : std::nullopt;
  }
  void put(std::size_t table, const Cells& cells) override { append(table, kPut, cells); }
  void erase(std::size_t table, const Cells& key) override { append(table, kErase, key); }
  void keep(const ExportState& state) override {
    Kept kept{state, {}};
    for (std::size_t i = 0; i < tables_.size(); ++i) kept.bytes[file_name(tables_[i])] = files_[i].keep();
    write_kept(directory_, kept);
    kept_ = std::move(kept);
  }

 private:
  std::string file_name(const TableShape& table) const { return table.name + (csv_ ? ".csv" : ".jsonl"); }
  std::uint64_t bytes_of(const TableShape& table) const {
    return kept_ ? kept_->bytes.at(file_name(table)) : 0;
  }
  bool has_op(const TableShape& table) const { return followed_ && table.changes; }

  void write_headers() {
    for (std::size_t i = 0; i < tables_.size(); ++i)
      files_[i].append(csv_header(tables_[i], has_op(tables_[i])));
  }
  void append(std::size_t number, Op op, const Cells& cells) {
    const auto& table = tables_[number];
    const Op shown = has_op(table) ? op : Op();
    files_[number].append(csv_ ? csv_line(table, shown, cells) : json_line(table, shown, cells));
  }

  bool csv_;
  fs::path directory_;
  std::vector<TableShape> tables_;
  bool followed_;
  std::optional<Kept> kept_;
  std::vector<AppendedFile> files_;
};

}  // namespace

std::optional<ExportState> state_in_directory(const fs::path& directory) {
  const auto kept = kept_in(directory);
  return kept ? std::optional(kept->state) : std::nullopt;
}

std::unique_ptr<Target> open_text_target(Format format, const fs::path& directory,
                                         std::vector<TableShape> tables, bool followed) {
  if (fs::create_directories(directory)) fs::permissions(directory, fs::perms::owner_all);
  return std::make_unique<TextTarget>(format, directory, std::move(tables), followed);
}

}  // namespace vesture::replay
