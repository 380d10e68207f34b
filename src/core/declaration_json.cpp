// Both directions side by side, so that they stay the same.
#include "core/declaration_json.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <boost/json.hpp>

#include "system/foreign_text.hpp"
#include "system/word_table.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

constexpr word_table<parameter_type, 7> types{{
    {parameter_type::time, "duration"},
    {parameter_type::size, "size"},
    {parameter_type::count, "count"},
    {parameter_type::ratio, "ratio"},
    {parameter_type::choice, "choice"},
    {parameter_type::text, "text"},
    {parameter_type::folder, "folder"},
}};

constexpr word_table<target_kind, 3> kinds_of_targets{{
    {target_kind::any, "any"},
    {target_kind::own, "own"},
    {target_kind::foreign, "foreign"},
}};

template <class T>
json::object by_profile(const per_profile<T>& values) {
  return {{"quick", values.quick}, {"standard", values.standard}, {"tutorial", values.tutorial}};
}

json::object to_json(const parameter& one) {
  json::object text{{"name", one.name},         {"type", word_of(types, one.type)},
                    {"unit", one.unit()},       {"default", by_profile(one.defaults)},
                    {"allowed", one.allowed()}, {"help", one.help}};
  if (!one.minimum.empty()) text["minimum"] = one.minimum;
  if (!one.maximum.empty()) text["maximum"] = one.maximum;
  if (!one.choices.empty()) text["choices"] = json::value_from(one.choices);
  if (!one.only_with.empty()) text["only_with"] = json::value_from(one.only_with);
  if (one.only_for != target_kind::any) text["only_for"] = word_of(kinds_of_targets, one.only_for);
  return text;
}

json::object to_json(const counter& one) {
  return {{"name", one.name}, {"meaning", to_string(one.meaning)}, {"remark", one.remark}};
}

template <class Things>
json::array list_of(const Things& things) {
  json::array list;
  for (const auto& each : things) list.push_back(to_json(each));
  return list;
}

/// One value for all profiles, or an object with a value for each.
template <class T, class Read>
per_profile<T> read_by_profile(const json_field& from, Read read) {
  if (!from.is_object()) return per_profile<T>(read(from));
  return per_profile<T>{read(from.at("quick")), read(from.at("standard")), read(from.at("tutorial"))};
}

std::string line_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  return found ? single_line(found->text()) : std::string();
}

bool truth_at(const json_field& from, std::string_view name) {
  const auto found = from.find(name);
  return found && found->truth();
}

std::vector<std::string> lines_at(const json_field& from, std::string_view name) {
  std::vector<std::string> lines;
  from.if_given(name, [&](const json_field& all) {
    all.for_each([&](const json_field& each) { lines.push_back(single_line(each.text())); });
  });
  return lines;
}

std::string read_name(const json_field& from) {
  constexpr std::size_t longest = 32;
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  auto name = from.text();
  if (name.empty() || name.size() > longest || name.find_first_not_of(allowed) != std::string::npos)
    from.refuse("1 to 32 letters, digits, '-' and '_'");
  return name;
}

/// Throws when `text`, which is at `from`, cannot be a value of `declared`.
void check_value(const json_field& from, const parameter& declared, const std::string& text) {
  try {
    parse_value(declared, text);
  } catch (const usage_error&) {
    from.refuse(declared.allowed());
  }
}

parameter read_parameter(const json_field& from) {
  const auto type = find_word(types, from.at("type").text());
  if (!type) from.at("type").refuse("duration, size, count, ratio, choice, text or folder");
  const auto text = [](const json_field& each) { return each.text(); };
  parameter one{.name = read_name(from.at("name")),
                .type = *type,
                .defaults = read_by_profile<std::string>(from.at("default"), text),
                .help = line_at(from, "help"),
                .choices = lines_at(from, "choices"),
                .only_with = lines_at(from, "only_with")};
  if (one.name == "tasks" || one.name == "concurrency")
    from.at("name").refuse("another name, because --sweep has its own meaning for this one");
  if ((one.type == parameter_type::choice) == one.choices.empty())
    from.at("type").refuse("choice where there are 'choices', and only there");
  if (const auto kind = line_at(from, "only_for"); !kind.empty()) {
    const auto known = find_word(kinds_of_targets, kind);
    if (!known) from.at("only_for").refuse("any, own or foreign");
    one.only_for = *known;
  }
  const auto read_bound = [&](std::string_view name, std::string& into) {
    auto bound = line_at(from, name);
    if (bound.empty()) return;
    check_value(from.at(name), one, bound);
    into = std::move(bound);
  };
  read_bound("minimum", one.minimum);
  read_bound("maximum", one.maximum);
  for (const auto chosen : {profile::quick, profile::standard, profile::tutorial})
    check_value(from.at("default"), one, one.defaults.at(chosen));
  return one;
}

counter read_counter(const json_field& from) {
  return {.name = single_line(from.at("name").text()),
          .meaning = parse_counter_meaning(line_at(from, "meaning")),
          .remark = line_at(from, "remark")};
}

void read_parameters(const json_field& from, std::vector<parameter>& into) {
  std::set<std::string> known;
  from.for_each([&](const json_field& each) {
    into.push_back(read_parameter(each));
    if (!known.insert(into.back().name).second) each.at("name").refuse("a name that no other parameter has");
  });
}

}  // namespace

json::object to_json(const scenario_declaration& one) {
  return {{"name", one.name},
          {"summary", one.summary},
          {"work", to_string(one.work)},
          {"tasks", by_profile(one.tasks)},
          {"max_tasks", one.max_tasks},
          {"uses_server", one.uses_server},
          {"uses_folders", one.uses_folders},
          {"takes_urls", one.takes_targets},
          {"takes_inputs", one.takes_inputs},
          {"takes_rate", one.takes_rate},
          {"computes", one.computes},
          {"required_parameter",
           one.required_parameter.empty() ? json::value() : json::value(one.required_parameter)},
          {"parameters", list_of(one.parameters)},
          {"counters", list_of(one.counters)}};
}

scenario_declaration read_declaration(const json_field& from) {
  scenario_declaration one{.name = read_name(from.at("name")),
                           .summary = line_at(from, "summary"),
                           .tasks = std::uint64_t{1},
                           .parameters = {},
                           .make = {}};
  if (one.name == "all") from.at("name").refuse("another name, because 'all' means all scenarios");
  one.work = parse_work_kind(line_at(from, "work"));
  from.if_given("max_tasks", [&, most = one.max_tasks](const json_field& given) {
    one.max_tasks = given.whole<std::uint64_t>(1, most);
  });
  one.tasks = read_by_profile<std::uint64_t>(
      from.at("tasks"), [&](const json_field& each) { return each.whole<std::uint64_t>(1, one.max_tasks); });
  one.uses_server = truth_at(from, "uses_server");
  one.uses_folders = truth_at(from, "uses_folders");
  one.takes_targets = truth_at(from, "takes_urls");
  one.takes_inputs = truth_at(from, "takes_inputs");
  one.takes_rate = truth_at(from, "takes_rate");
  one.computes = truth_at(from, "computes");
  from.if_given("parameters", [&](const json_field& all) { read_parameters(all, one.parameters); });
  from.if_given("counters", [&](const json_field& all) {
    all.for_each([&](const json_field& each) { one.counters.push_back(read_counter(each)); });
  });
  if (const auto needed = from.find("required_parameter"); needed && needed->is_text()) {
    one.required_parameter = needed->text();
    if (std::ranges::find(one.parameters, one.required_parameter, &parameter::name) == one.parameters.end())
      needed->refuse("the name of one of its 'parameters'");
  }
  return one;
}

}  // namespace concbench
