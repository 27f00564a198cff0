// Holds answers against the description that the server gives of itself: what of JSON Schema 2020-12 that
// description uses, and nothing more.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

namespace vesture::api {

class OpenApiAnswers {
 public:
  explicit OpenApiAnswers(boost::json::value description) : description_(std::move(description)) {}

  // The operation that a request meets; null where there is none.
  const boost::json::object* operation(std::string_view method, std::string_view path) const;
  // What of an answer is not as described; "" where all is.
  std::string mismatch(std::string_view method, std::string_view path, int status,
                       std::string_view content_type, const boost::json::value& body) const;
  // The first place in the value that does not fit the schema, and why; "" where it fits.
  std::string misfit(const boost::json::value& value, const boost::json::object& schema,
                     const std::string& at = "") const;

 private:
  std::string misfit_of_object(const boost::json::object& object, const boost::json::object& schema,
                               const std::string& at) const;

  boost::json::value description_;
};

}  // namespace vesture::api
