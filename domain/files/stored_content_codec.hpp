// A stored content as a table of a context's schema: each has its own, of the same fields.
#pragma once

#include <algorithm>

#include "domain/common/codec.hpp"
#include "domain/files/file.hpp"

namespace vesture::domain::files {

template <class Table>
flatbuffers::Offset<Table> write_content(codec::Builder& builder, const StoredContent& content) {
  const auto commitment = builder.CreateVector(content.commitment.data(), content.commitment.size());
  const auto id = codec::write(content.id.uuid);
  typename Table::Builder table(builder);
  table.add_id(&id);
  table.add_size(content.size);
  table.add_commitment(commitment);
  return table.Finish();
}

template <class Table>
StoredContent read_content(const Table& t) {
  StoredContent content{codec::read_id<ContentId>(t.id()), t.size(), {}};
  if (t.commitment()->size() != content.commitment.size())
    throw codec::BadPayload("a commitment of another size");
  std::ranges::copy(*t.commitment(), content.commitment.begin());
  return content;
}

}  // namespace vesture::domain::files
