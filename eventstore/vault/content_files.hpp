// The vault's large contents, each in a file of its own: its chunks (chunks.hpp) one after the other. RocksDB's blobs are
// not for these: they are copied and reckoned a CRC-32C of on the way, which took longer than all else together.
//
//   file := <directory>/<last byte of the id>/<id>, in hexadecimal digits     ids begin with their time, so the last byte
//                                                                            spreads them evenly
//
// Every file has a row (rows.hpp) that is durable before the file is made and goes after it: none is without a name.
// Files are written through RocksDB's Env. Any thread may call; a writer or a reader is used by one thread at a time. A
// failing disk throws std::runtime_error.
#pragma once

#include <rocksdb/env.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "eventstore/vault/stop_at_failure.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::eventstore {

// Where a content's file lies in <directory>.
std::filesystem::path content_file(const ContentId&);

class ContentFileWriter {
 public:
  ContentFileWriter(rocksdb::Env&, std::filesystem::path, StopAtFailure&);

  void append(std::string_view sealed);
  void finish();  // file and name are durable when it returns

 private:
  rocksdb::Status write(std::string_view sealed);
  rocksdb::Status sync();

  rocksdb::Env& env_;
  const std::filesystem::path path_;
  StopAtFailure& stop_;
  std::unique_ptr<rocksdb::WritableFile> file_;
  std::uint64_t size_ = 0;
  std::uint64_t sent_ = 0;  // of these bytes the disk was told to begin writing
};

class ContentFileReader {
 public:
  explicit ContentFileReader(std::unique_ptr<rocksdb::RandomAccessFile> file) : file_(std::move(file)) {}

  // Valid until the next call; empty where the file ends before.
  std::string_view chunk(std::uint32_t number);

 private:
  std::unique_ptr<rocksdb::RandomAccessFile> file_;
  std::string buffer_;
};

class ContentFiles {
 public:
  ContentFiles(std::filesystem::path directory, rocksdb::Env*, StopAtFailure&);

  std::unique_ptr<ContentFileWriter> create(const ContentId&);
  // nullptr where there is none.
  std::unique_ptr<ContentFileReader> open(const ContentId&) const;
  // Gone durably when it returns; the space is free once nobody reads it any more. Nothing happens where there is none.
  void remove(const ContentId&);

 private:
  std::filesystem::path path_of(const ContentId&) const;

  const std::filesystem::path directory_;
  rocksdb::Env& env_;
  StopAtFailure& stop_;
};

}  // namespace vesture::eventstore
