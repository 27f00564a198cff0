// What is searched for in texts that are there: words chosen by how many of the texts a search for them finds.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "projections/common/text_index.hpp"

namespace vesture::bench {

// Searches that find about as many texts each, under one name.
struct Searches {
  std::string name;
  std::vector<std::string> queries;  // words with a space between them, each found by its beginning
};

class SearchedWords {
 public:
  // The words of one text.
  void add(const projections::FieldWords&);

  // Words that one text in a hundred thousand (or a single one), in a hundred and in ten has; two words; the beginning of
  // several words; a word that is nowhere. Of texts that have no such words the nearest.
  std::vector<Searches> searches() const;

 private:
  std::size_t texts_with(const std::string& beginning) const;
  std::vector<std::string> nearest(double texts) const;
  std::vector<std::string> beginnings(double texts) const;

  std::size_t texts_ = 0;
  std::map<std::string, std::size_t> texts_with_;
};

}  // namespace vesture::bench
