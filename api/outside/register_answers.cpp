#include "api/outside/register_answers.hpp"

#include <boost/describe.hpp>
#include <memory>

#include "api/http/json.hpp"
#include "domain/common/identifiers.hpp"
#include "domain/common/overloaded.hpp"

namespace vesture::api {

namespace {

using Code = BoundedText<1, 40>;
using Name = BoundedText<1, 500>;

struct IdentityJson {
  Code code;
  Name name;
  std::optional<domain::Date> date_of_birth;
  BOOST_DESCRIBE_CLASS(IdentityJson, (), (code, name, date_of_birth), (), ())
};

enum class Kind { code_changed, name_changed, died, closed };
BOOST_DESCRIBE_ENUM(Kind, code_changed, name_changed, died, closed)

// All that is left of a change that could not be read.
struct SequenceJson {
  std::uint64_t sequence = 0;
  BOOST_DESCRIBE_CLASS(SequenceJson, (), (sequence), (), ())
};

struct ChangeJson {
  std::uint64_t sequence = 0;
  Kind kind{};
  Code code;
  std::optional<Code> new_code;
  std::optional<Name> name;
  BOOST_DESCRIBE_CLASS(ChangeJson, (), (sequence, kind, code, new_code, name), (), ())
};

bool is_entity(const std::string& code) { return domain::parse_legal_entity(code).has_value(); }

// Which members a kind of change has, and whose it can be.
bool fits(const ChangeJson& c) {
  const bool person = is_natural_person(c.code.value);
  if (c.sequence == 0 || (!person && !is_entity(c.code.value))) return false;
  if (c.new_code.has_value() != (c.kind == Kind::code_changed)) return false;
  if (c.name.has_value() != (c.kind == Kind::name_changed)) return false;
  if (c.new_code) return person && is_natural_person(c.new_code->value) && c.new_code->value != c.code.value;
  return c.name || person == (c.kind == Kind::died);
}

RegisterChange change_of(ChangeJson&& c) {
  RegisterChange change{c.sequence, std::move(c.code.value), Ended{}};
  if (c.new_code) change.what = CodeChanged{std::move(c.new_code->value)};
  if (c.name) change.what = NameChanged{std::move(c.name->value)};
  return change;
}

ChangeJson json_of(const RegisterChange& change) {
  const auto end = is_natural_person(change.code) ? Kind::died : Kind::closed;
  ChangeJson json{change.sequence, end, {change.code}, std::nullopt, std::nullopt};
  std::visit(domain::Overloaded{[&](const CodeChanged& c) {
                                  json.kind = Kind::code_changed;
                                  json.new_code = Code{c.new_code};
                                },
                                [&](const NameChanged& c) {
                                  json.kind = Kind::name_changed;
                                  json.name = Name{c.name};
                                },
                                [](const auto&) {}},
             change.what);
  return json;
}

}  // namespace

template <>
struct Json<RegisterChange> {
  static bool read(const boost::json::value& value, RegisterChange& into, json::Reading& at) {
    json::Reading of_change;
    const auto change = std::make_unique<ChangeJson>();  // on the stack GCC 12 takes it for uninitialised
    if (Json<ChangeJson>::read(value, *change, of_change) && fits(*change)) {
      into = change_of(std::move(*change));
      return true;
    }
    into = {0, {}, Unreadable{}};
    const auto* object = value.if_object();
    const auto* sequence = object ? object->if_contains("sequence") : nullptr;
    if (!sequence) return json::refuse_missing(at);
    if (!Json<std::uint64_t>::read(*sequence, into.sequence, at)) return false;
    return into.sequence > 0 || at.refuse({"Skaitlis ir par mazu.", "The number is too small."});
  }
  static void write(json::Text& out, const RegisterChange& change) {
    if (std::holds_alternative<Unreadable>(change.what))
      write_json(out, SequenceJson{change.sequence});
    else
      write_json(out, json_of(change));
  }
};

namespace {

// As it comes: what cannot be read leaves the others readable.
struct ChangesJson {
  std::vector<RegisterChange> changes;
  BOOST_DESCRIBE_CLASS(ChangesJson, (), (changes), (), ())
};

struct UnknownJson {
  bool known = false;
  BOOST_DESCRIBE_CLASS(UnknownJson, (), (known), (), ())
};

struct IdentityQuestion {
  Code code;
  BOOST_DESCRIBE_CLASS(IdentityQuestion, (), (code), (), ())
};

struct ChangesQuestion {
  std::uint64_t after = 0;
  BOOST_DESCRIBE_CLASS(ChangesQuestion, (), (after), (), ())
};

std::unexpected<RegisterFault> fault(std::string why) {
  return std::unexpected(RegisterFault{std::move(why), RegisterFault::Of::answer});
}

// Where it is wrong is said, what stands there is not.
template <class T>
FromRegister<T> parsed(std::string_view json) {
  auto value = read_json<T>(json);
  if (!value) return fault("no answer of a register, at '" + value.error().field + "'");
  return std::move(*value);
}

template <class T>
std::string written(const T& value) {
  std::string json;
  write_json(json, value);
  return json;
}

}  // namespace

FromRegister<Identity> parse_identity(std::string_view json) {
  auto read = parsed<IdentityJson>(json);
  if (!read) return std::unexpected(read.error());
  const bool person = is_natural_person(read->code.value);
  if (!person && !is_entity(read->code.value)) return fault("an identity has no code");
  if (read->date_of_birth && !person) return fault("a legal entity was born");
  return Identity{std::move(read->code.value), std::move(read->name.value), read->date_of_birth};
}

FromRegister<std::vector<RegisterChange>> parse_changes(std::string_view json) {
  auto read = parsed<ChangesJson>(json);
  if (!read) return std::unexpected(read.error());
  if (read->changes.size() > kMostChanges) return fault("too many changes in one answer");
  return std::move(read->changes);
}

bool says_unknown(std::string_view json) {
  const auto read = read_json<UnknownJson>(json);
  return read && !read->known;
}

std::string identity_json(const Identity& identity) {
  return written(IdentityJson{{identity.code}, {identity.name}, identity.date_of_birth});
}

std::string unknown_json() { return written(UnknownJson{}); }

std::string changes_json(const std::vector<RegisterChange>& changes) { return written(ChangesJson{changes}); }

std::string identity_question(const std::string& code) { return written(IdentityQuestion{{code}}); }
std::string changes_question(std::uint64_t after) { return written(ChangesQuestion{after}); }

FromRegister<std::string> parse_identity_question(std::string_view json) {
  auto read = parsed<IdentityQuestion>(json);
  if (!read) return std::unexpected(read.error());
  return std::move(read->code.value);
}

FromRegister<std::uint64_t> parse_changes_question(std::string_view json) {
  const auto read = parsed<ChangesQuestion>(json);
  if (!read) return std::unexpected(read.error());
  return read->after;
}

}  // namespace vesture::api
