#include "tests/eventstore/traces.hpp"

#include <fmt/format.h>
#include <rocksdb/db.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

// Nothing of a file that is gone since it was listed: RocksDB's temporary ones come and go while it works.
std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in && !fs::exists(file)) return {};
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

void require(const rocksdb::Status& status, const fs::path& database) {
  if (!status.ok()) throw std::runtime_error(database.string() + ": " + status.ToString());
}

// Every family of a database, opened to look at.
class Families {
 public:
  explicit Families(const fs::path& database) : path_(database) {
    std::vector<std::string> names;
    require(rocksdb::DB::ListColumnFamilies({}, path_.string(), &names), path_);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const std::string& name : names) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions{});
    rocksdb::DB* db = nullptr;
    require(rocksdb::DB::OpenForReadOnly({}, path_.string(), descriptors, &handles_, &db), path_);
    db_.reset(db);
  }
  ~Families() {
    for (auto* family : handles_) db_->DestroyColumnFamilyHandle(family);
  }
  Families(const Families&) = delete;
  Families& operator=(const Families&) = delete;

  void each_row(const auto& each) const {
    for (auto* family : handles_) {
      const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, family));
      for (at->SeekToFirst(); at->Valid(); at->Next())
        each(family->GetName(), at->key().ToString(), at->value().ToString());
      require(at->status(), path_);
    }
  }

 private:
  fs::path path_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::DB> db_;
};

void append(Traces& all, Traces more) {
  all.insert(all.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

}  // namespace

Traces raw_traces(const fs::path& directory, const std::vector<std::string>& marks) {
  Traces found;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = bytes_of(entry.path());
    for (const std::string& mark : marks)
      if (const auto at = bytes.find(mark); at != std::string::npos)
        found.push_back(fmt::format("{} offset {}", entry.path().string(), at));
  }
  return found;
}

Traces logical_traces(const fs::path& database, const std::vector<std::string>& marks) {
  Traces found;
  Families(database).each_row([&](const std::string& family, const std::string& key,
                                  const std::string& value) {
    for (const std::string& mark : marks)
      if (key.find(mark) != std::string::npos || value.find(mark) != std::string::npos)
        found.push_back(fmt::format("{} family {} a key of {} bytes", database.string(), family, key.size()));
  });
  return found;
}

Traces traces(const fs::path& directory, const std::vector<std::string>& marks) {
  Traces found = raw_traces(directory, marks);
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.path().filename() == "CURRENT")
      append(found, logical_traces(entry.path().parent_path(), marks));
  return found;
}

}  // namespace vesture::eventstore
