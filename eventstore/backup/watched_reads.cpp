#include "eventstore/backup/watched_reads.hpp"

#include <rocksdb/file_system.h>

namespace vesture::eventstore {

namespace {

class WatchedFile : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  WatchedFile(std::unique_ptr<rocksdb::FSSequentialFile> file, Stage& stage)
      : FSSequentialFileOwnerWrapper(std::move(file)), stage_(stage) {}

  rocksdb::IOStatus Read(std::size_t size, const rocksdb::IOOptions& options, rocksdb::Slice* result,
                         char* scratch, rocksdb::IODebugContext* debug) override {
    auto status = FSSequentialFileOwnerWrapper::Read(size, options, result, scratch, debug);
    if (status.ok() && !stage_.goes_on_after(result->size()))
      return rocksdb::IOStatus::Aborted("interrupted");
    return status;
  }

 private:
  Stage& stage_;
};

class WatchedFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit WatchedFileSystem(Stage& stage)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), stage_(stage) {}

  const char* Name() const override { return "WatchedFileSystem"; }

  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSSequentialFile> file;
    auto status = FileSystemWrapper::NewSequentialFile(path, options, &file, debug);
    if (status.ok()) *result = std::make_unique<WatchedFile>(std::move(file), stage_);
    return status;
  }

 private:
  Stage& stage_;
};

}  // namespace

std::unique_ptr<rocksdb::Env> watched_reads(Stage& stage) {
  return rocksdb::NewCompositeEnv(std::make_shared<WatchedFileSystem>(stage));
}

}  // namespace vesture::eventstore
