#include "replay/stories/story_teller.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/serialize.hpp>

#include "domain/common/ids.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/notifications/topics.hpp"
#include "domain/orders/order.hpp"
#include "domain/orders/request.hpp"
#include "replay/events/event_fields.hpp"
#include "replay/events/event_words.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;
using domain::Language;
using domain::Text;
namespace notices = domain::notifications;

// More things than that are forgotten and looked up again: a long history must not fill the memory.
constexpr std::size_t kThingsRemembered = 10'000;

struct NumberedThing {
  std::string_view category;  // of its streams
  Text word;
};
constexpr std::array kNumbered{
    NumberedThing{domain::orders::Order::kCategory, {"Pasūtījums", "Order"}},
    NumberedThing{domain::orders::ServiceRequest::kCategory,
                  {"E-pakalpojuma pieprasījums", "E-service request"}},
    NumberedThing{notices::Notification::kCategory, {"Paziņojums par", "Notification of"}},
};

std::string text_of(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

std::string text_at(const json::object& fields, std::string_view path) {
  const auto dot = path.find('.');
  const auto* found = fields.if_contains(path.substr(0, dot));
  if (found == nullptr) return "–";
  return dot == std::string_view::npos ? text_of(*found) : text_at(found->as_object(), path.substr(dot + 1));
}

notices::SubjectKind subject_kind_of(std::string_view code) {
  if (code == "order") return notices::SubjectKind::order;
  return code == "message" ? notices::SubjectKind::message : notices::SubjectKind::service_request;
}

std::string notice_of(const json::object& fields, Language language) {
  notices::Happening happening;
  const auto topic = notices::parse_topic(text_at(fields, "topic"));
  if (!topic) return text_at(fields, "topic");
  happening.topic = *topic;
  happening.subject_kind = subject_kind_of(text_at(fields, "subject_kind"));
  happening.number = text_at(fields, "number");
  happening.part = fields.at("part").to_number<std::uint32_t>();
  happening.before = text_at(fields, "before");
  happening.detail = text_at(fields, "detail");
  happening.days = fields.at("days").to_number<std::uint32_t>();
  return notices::title_of(happening, language);
}

std::string subject_stream(const json::object& fields) {
  const bool is_order = text_at(fields, "subject.kind") == "order";
  const auto category =
      is_order ? domain::orders::Order::kCategory : domain::orders::ServiceRequest::kCategory;
  return fmt::format("{}{}", category, text_at(fields, "subject.id"));
}

// The pattern with each {name} replaced by value(name).
std::string filled(std::string_view pattern, const auto& value) {
  std::string text;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{')) {
    const auto close = pattern.find('}', open);
    text += pattern.substr(0, open);
    text += value(pattern.substr(open + 1, close - open - 1));
    pattern.remove_prefix(close + 1);
  }
  return text.append(pattern);
}

}  // namespace

std::string StoryTeller::sentence(const eventstore::Event& event) {
  const auto* words = words_of(event.type);
  const auto fields = fields_of(event);
  if (words == nullptr || !fields) return fmt::format("{} ({})", event.type, event.stream);
  return filled(words->sentence.in(language_), [&](std::string_view name) -> std::string {
    if (name == "Stream") return thing(std::string(event.stream));
    if (name == "Subject") return thing(subject_stream(*fields));
    if (name == "notice") return notice_of(*fields, language_);
    const auto value = text_at(*fields, name);
    const auto kind = field_kind(event.type, name);
    return kind ? std::string(word_of(kind->enumeration, value, language_)) : value;
  });
}

std::vector<std::string> StoryTeller::sentences(const eventstore::Commit& commit) {
  std::vector<std::string> all;
  for (const auto& event : commit.events) all.push_back(sentence(event));
  return all;
}

std::string StoryTeller::actor(const eventstore::Commit& commit) const {
  const domain::Uuid person{commit.actor.person};
  const auto right = right_in_words(commit.actor.means, language_);
  if (person.is_nil()) return right;
  constexpr Text kPerson{"Persona", "Person"};
  return fmt::format("{} {}, {}", kPerson.in(language_), domain::to_string(person), right);
}

const std::string& StoryTeller::thing(const std::string& stream) {
  if (const auto known = things_.find(stream); known != things_.end()) return known->second;
  if (things_.size() == kThingsRemembered) things_.clear();
  return things_[stream] = name_of_thing(stream);
}

std::string StoryTeller::name_of_thing(const std::string& stream) const {
  std::string number;
  log_.read_stream(stream, 1, [&](const eventstore::Commit&, const eventstore::Event& event) {
    if (const auto fields = fields_of(event); fields && fields->contains("number"))
      number = text_at(*fields, "number");
    return false;
  });
  const auto of = std::ranges::find_if(
      kNumbered, [&](const NumberedThing& numbered) { return stream.starts_with(numbered.category); });
  if (number.empty() || of == kNumbered.end()) return stream;
  return fmt::format("{} {}", of->word.in(language_), number);
}

}  // namespace vesture::replay
