#include "tools/signing/container.hpp"

#include <zip.h>

#include <memory>
#include <stdexcept>

#include "tools/signing/xml_tree.hpp"

namespace vesture::signing {

namespace {

constexpr auto kMediaType = "application/vnd.etsi.asic-e+zip";
constexpr auto kManifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";

void add_manifest_entry(Element manifest, const std::string& path, const std::string& media_type) {
  manifest.add("manifest:file-entry")
      .attribute("manifest:full-path", path)
      .attribute("manifest:media-type", media_type);
}

std::string manifest_of(const std::vector<DataFile>& files) {
  const XmlTree tree("manifest:manifest", kManifest);
  tree.root().attribute("manifest:version", "1.2");
  add_manifest_entry(tree.root(), "/", kMediaType);
  for (const auto& file : files) add_manifest_entry(tree.root(), file.name, file.media_type);
  return tree.serialized();
}

// An archive in memory, written when it is closed.
class ZipWriter {
 public:
  ZipWriter() : source_(zip_source_buffer_create(nullptr, 0, 0, nullptr)) {
    if (!source_) throw std::runtime_error("zip: no memory");
    archive_ = zip_open_from_source(source_, ZIP_TRUNCATE, nullptr);
    // The archive's own from now on, which is to be read once that is closed.
    zip_source_keep(source_);
    if (!archive_) throw std::runtime_error("zip: could not begin");
  }
  ~ZipWriter() {
    if (archive_) zip_discard(archive_);
    zip_source_free(source_);
  }
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // The bytes are to be there until finish().
  void add(const Entry& entry) {
    zip_source_t* bytes = zip_source_buffer(archive_, entry.bytes.data(), entry.bytes.size(), 0);
    const auto index = zip_file_add(archive_, entry.name.c_str(), bytes, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(bytes);
      throw std::runtime_error("zip: " + entry.name + ": " + zip_strerror(archive_));
    }
    const auto method = entry.name == "mimetype" ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    zip_set_file_compression(archive_, static_cast<zip_uint64_t>(index), method, 0);
  }

  std::string finish() {
    if (zip_close(archive_) != 0) throw std::runtime_error(std::string("zip: ") + zip_strerror(archive_));
    archive_ = nullptr;
    zip_stat_t status{};
    zip_source_stat(source_, &status);
    std::string bytes(status.size, '\0');
    zip_source_open(source_);
    const auto read = zip_source_read(source_, bytes.data(), bytes.size());
    zip_source_close(source_);
    if (read != static_cast<zip_int64_t>(bytes.size()))
      throw std::runtime_error("zip: could not be read back");
    return bytes;
  }

 private:
  zip_source_t* source_;
  zip_t* archive_ = nullptr;
};

}  // namespace

ContainerParts container_parts(const std::vector<DataFile>& files,
                               const std::vector<SignatureRequest>& requests) {
  ContainerParts parts{{"mimetype", kMediaType}};
  for (const auto& file : files) parts.push_back({file.name, file.bytes});
  parts.push_back({"META-INF/manifest.xml", manifest_of(files)});
  for (std::size_t number = 0; number < requests.size(); ++number) {
    const auto digits = std::to_string(number);
    parts.push_back(
        {"META-INF/signatures" + digits + ".xml", signatures_xml(files, requests[number], "S" + digits)});
  }
  return parts;
}

std::string zip(const ContainerParts& parts) {
  ZipWriter writer;
  for (const auto& part : parts) writer.add(part);
  return writer.finish();
}

std::string make_container(const std::vector<DataFile>& files,
                           const std::vector<SignatureRequest>& requests) {
  return zip(container_parts(files, requests));
}

}  // namespace vesture::signing
