// libxml2's parser for one document in UTF-8, which tells of elements as they come (SAX2). It is given no way to declare or
// to look up an entity, and no way to open anything.
#pragma once

#include <libxml/parser.h>

#include <memory>
#include <string_view>

namespace vesture::api::einvoice {

// libxml2 sets up its tables at the first use, and threads may come at once: before anything else of it is called.
void initialise_libxml2();

inline std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// libxml2 hands attributes over as five pointers each: name, prefix, namespace, and where the value begins and ends.
inline constexpr int kPointersOfAnAttribute = 5;

class XmlParser {
 public:
  enum class DeclaredEncoding { obeyed, ignored };  // `ignored` for what was in another one before

  // `handler` has the events that are wanted, the others null, and is called with `listener`. The text is not copied
  // and must outlive the parser, as must the listener.
  XmlParser(std::string_view utf8, DeclaredEncoding, const xmlSAXHandler& handler, void* listener);

  // Tells of what comes after an error, too.
  void go_on_after_errors() { context_->recovery = 1; }
  // To the end, or until somebody stops it.
  void run();
  // From an event only: libxml2 frees what it reads from, so not where it complains of an error.
  void stop() { xmlStopParser(context_.get()); }

  bool is_well_formed() const { return context_->wellFormed == 1 && context_->nsWellFormed == 1; }
  unsigned line() const;
  // By the XML declaration; "" where it says none.
  std::string_view declared_encoding() const;
  std::size_t namespaces_in_scope() const { return static_cast<std::size_t>(context_->nsNr) / 2; }

 private:
  struct Freed {
    void operator()(xmlParserCtxt* context) const;
  };
  std::unique_ptr<xmlParserCtxt, Freed> context_;
};

}  // namespace vesture::api::einvoice
