#include "domain/einvoice/rule_forms.hpp"

#include "domain/common/time.hpp"
#include "domain/common/utf8.hpp"
#include "domain/einvoice/dates.hpp"

namespace vesture::domain::einvoice {
namespace {

using Path = std::vector<BG>;

template <typename Numbered>
Wording name_and_number(Numbered numbered) {
  const auto name = name_of(numbered);
  const auto number = number_of(numbered);
  const std::string suffix = number.empty() ? "" : " (" + number + ")";
  return {"„" + std::string(name.lv) + "”" + suffix, "“" + std::string(name.en) + "”" + suffix};
}

// Begins a sentence on what is required of a group.
Wording subject(BG group) {
  if (group == BG::invoice) return {"Rēķinā", "The invoice"};
  const auto name = named(group);
  return {"Grupā " + name.lv, "Each group " + name.en};
}

Wording alternatives(const std::vector<BT>& terms) {
  Wording all;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const auto name = named(terms[i]);
    const bool last = i + 1 == terms.size();
    all.lv += (i == 0 ? "" : last ? " vai " : ", ") + name.lv;
    all.en += (i == 0 ? "" : last ? " or " : ", ") + name.en;
  }
  return all;
}

Wording must_state(BG group, const std::vector<BT>& terms) {
  const auto who = subject(group);
  const auto what = alternatives(terms);
  return {who.lv + " jānorāda " + what.lv + ".", who.en + " must state " + what.en + "."};
}

// Holds where one of the groups that the path leads to is as it should be; the group that was asked is at fault if not.
template <typename Condition>
Check one_at_end_of(Path path, Condition condition) {
  return [path = std::move(path), condition = std::move(condition)](const Asked& asked, Breaches& breaches) {
    const auto groups = at_end_of(path, asked.group);
    if (std::ranges::none_of(groups, [&](const Group* each) { return condition(*each); }))
      breaches.add(*asked.group.element);
  };
}

// In CII of format 102 alone, which says YYYYMMDD.
std::optional<Date> day(const Asked& asked, const Value& value) {
  if (asked.document.is_cii() && value.attribute("format") != "102") return std::nullopt;
  return date_of(value.text);
}

}  // namespace

Rule in_ubl(Rule rule) {
  rule.in = In::ubl;
  return rule;
}

Rule in_cii(Rule rule) {
  rule.in = In::cii;
  return rule;
}

Rule has(std::string_view id, Groups path) {
  const auto who = subject(*path.begin());
  const auto what = named(*(path.end() - 1));
  return {std::string(id),
          *path.begin(),
          {who.lv + " jābūt grupai " + what.lv + ".", who.en + " must have " + what.en + "."},
          one_at_end_of(path, [](const Group&) { return true; })};
}

Rule has(std::string_view id, Groups path, Terms one_of) {
  const std::vector<BT> terms(one_of);
  return {std::string(id), *path.begin(), must_state(*path.begin(), terms),
          one_at_end_of(path, [terms](const Group& group) {
            return std::ranges::any_of(terms, [&](BT term) { return group.has(term); });
          })};
}

Rule filled(std::string_view id, Groups path, BT term) {
  return {std::string(id), *path.begin(), must_state(*path.begin(), {term}),
          one_at_end_of(path, [term](const Group& group) {
            return std::ranges::any_of(group.all(term), [](const Value& each) { return !each.text.empty(); });
          })};
}

Rule at_most_one(std::string_view id, Groups path) {
  const auto who = subject(*path.begin());
  const auto what = named(*(path.end() - 1));
  return {std::string(id),
          *path.begin(),
          {who.lv + " drīkst būt ne vairāk kā viena grupa " + what.lv + ".",
           who.en + " must not have more than one " + what.en + "."},
          [path = Path(path)](const Asked& asked, Breaches& breaches) {
            const auto groups = at_end_of(path, asked.group);
            if (groups.size() > 1) breaches.add(*groups[1]->element);
          }};
}

Rule once(std::string_view id, Groups path, BT term) {
  const auto name = named(term);
  return {std::string(id),
          *path.begin(),
          {"Terminu " + name.lv + " drīkst norādīt ne vairāk kā vienu reizi.",
           name.en + " must not be given more than once."},
          [path = Path(path), term](const Asked& asked, Breaches& breaches) {
            const auto values = values_at(path, term, asked.group);
            if (values.size() > 1) breaches.add(*values[1]->element, quoted(values[1]->text));
          }};
}

Rule same_everywhere(std::string_view id, Groups path, BT term) {
  const auto name = named(term);
  return {std::string(id),
          *path.begin(),
          {name.lv + " visur jānorāda vienādi.", name.en + " must be the same wherever it is given."},
          [path = Path(path), term](const Asked& asked, Breaches& breaches) {
            const auto values = values_at(path, term, asked.group);
            const auto other = std::ranges::find_if(
                values, [&](const Value* each) { return each->text != values.front()->text; });
            if (other != values.end()) breaches.add(*(*other)->element, quoted((*other)->text));
          }};
}

Rule has_attribute(std::string_view id, BG group, BT term, std::string_view attribute) {
  const auto name = named(term);
  const std::string called(attribute);
  return {std::string(id),
          group,
          {name.lv + " jānorāda kopā ar shēmas identifikatoru (" + called + ").",
           name.en + " must come with the identifier of its scheme (" + called + ")."},
          [term, called](const Asked& asked, Breaches& breaches) {
            for (const auto& value : asked.group.all(term))
              if (!value.has_attribute(called)) breaches.add(*value.element);
          }};
}

Rule at_most_two_decimals(std::string_view id, BG group, BT term) {
  const auto name = named(term);
  return {std::string(id),
          group,
          {"Terminu " + name.lv + " drīkst norādīt ar ne vairāk kā divām zīmēm aiz komata.",
           name.en + " must not have more than two decimals."},
          [term](const Asked& asked, Breaches& breaches) {
            for (const auto& value : asked.group.all(term))
              if (decimals_of(value.text) > 2) breaches.add(*value.element, quoted(value.text));
          }};
}

Rule in_order(std::string_view id, BG group, BT start, BT end) {
  const auto from = named(start);
  const auto to = named(end);
  return {std::string(id),
          group,
          {"Terminā " + to.lv + " norādītā diena nedrīkst būt agrāka par terminā " + from.lv + " norādīto.",
           to.en + " must not be before " + from.en + "."},
          [start, end](const Asked& asked, Breaches& breaches) {
            const auto* first = asked.group.find(start);
            const auto* last = asked.group.find(end);
            if (!first || !last) return;
            const auto days = std::pair(day(asked, *first), day(asked, *last));
            if (!days.first || !days.second || *days.second < *days.first)
              breaches.add(*last->element, quoted(first->text) + " > " + quoted(last->text));
          }};
}

Wording named(BT term) { return name_and_number(term); }

Wording named(BG group) { return name_and_number(group); }

std::vector<const Group*> at_end_of(std::span<const BG> path, const Group& from) {
  std::vector<const Group*> reached{&from};
  for (const auto next : path.subspan(1)) {
    std::vector<const Group*> below;
    for (const auto* each : reached)
      for (const auto& group : each->all(next)) below.push_back(&group);
    reached = std::move(below);
  }
  return reached;
}

std::vector<const Value*> values_at(std::span<const BG> path, BT term, const Group& from) {
  std::vector<const Value*> values;
  for (const auto* group : at_end_of(path, from))
    for (const auto& [each, value] : group->terms)
      if (each == term) values.push_back(&value);
  return values;
}

Decimal number(const Group& group, BT term) { return Decimal::parse(group.text(term)); }

std::string difference(std::string_view there, const Decimal& calculated) {
  return quoted(there) + " ≠ " + (calculated.is_known() ? to_string(calculated) : "?");
}

void differs(const Group& group, BT term, const Decimal& calculated, Breaches& breaches) {
  const auto* value = group.find(term);
  breaches.add(value ? *value->element : *group.element,
               difference(value ? value->text : std::string_view(number_of(term)), calculated));
}

bool is_credit_transfer(const Group& payment) {
  const auto code = payment.text(BT::payment_means_code);
  return code == "30" || code == "58";
}

std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 40;
  const auto beginning = beginning_of(text, kShown);
  return std::string(beginning) + (beginning.size() == text.size() ? "" : "…");
}

}  // namespace vesture::domain::einvoice
