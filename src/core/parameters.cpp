// Reading, bounding and looking up parameter values.
#include "core/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "system/foreign_text.hpp"

namespace concbench {
namespace {

/// What a value of this type looks like; used in errors.
std::string_view example_of(parameter_type type) {
  switch (type) {
    case parameter_type::time:
      return "a duration such as 1.5s or 200ms";
    case parameter_type::size:
      return "a size such as 64KiB or 1MiB";
    case parameter_type::count:
      return "a whole number";
    case parameter_type::ratio:
      return "a number such as 0.1 or 10%";
    case parameter_type::folder:
      return "the path of a folder";
    case parameter_type::choice:
    case parameter_type::text:
      break;
  }
  return "a text";
}

std::optional<double> parse_ratio(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

/// Counts and sizes travel as signed numbers: what does not fit is refused.
std::optional<base_value> fitted(std::optional<std::uint64_t> value) {
  if (!value || *value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
  return base_value(static_cast<std::int64_t>(*value));
}

/// The value of `text` in base units; empty when it is not of that type.
std::optional<base_value> to_base(parameter_type type, std::string_view text) {
  switch (type) {
    case parameter_type::time:
      if (const auto value = parse_duration(text)) return base_value(std::int64_t{value->count()});
      return {};
    case parameter_type::size: {
      const auto value = parse_size(text);
      return fitted(value ? std::optional(value->count) : std::nullopt);
    }
    case parameter_type::count:
      return fitted(parse_count(text));
    case parameter_type::ratio:
      if (const auto value = parse_ratio(text)) return base_value(*value);
      if (const auto part = parse_percent(text)) return base_value(*part);
      return {};
    case parameter_type::choice:
    case parameter_type::text:
    case parameter_type::folder:
      break;
  }
  return base_value(std::string(text));
}

std::string canonical_text(parameter_type type, const base_value& value) {
  switch (type) {
    case parameter_type::time:
      return exact_text(duration(std::get<std::int64_t>(value)));
    case parameter_type::size:
      return exact_text(byte_size{static_cast<std::uint64_t>(std::get<std::int64_t>(value))});
    case parameter_type::count:
      return fmt::format("{}", std::get<std::int64_t>(value));
    case parameter_type::ratio:
      return fmt::format("{}", std::get<double>(value));
    case parameter_type::choice:
    case parameter_type::text:
    case parameter_type::folder:
      break;
  }
  return std::get<std::string>(value);
}

bool inside_bounds(const parameter& declared, const base_value& value) {
  const auto minimum = declared.minimum.empty() ? std::nullopt : to_base(declared.type, declared.minimum);
  const auto maximum = declared.maximum.empty() ? std::nullopt : to_base(declared.type, declared.maximum);
  return (!minimum || *minimum <= value) && (!maximum || value <= *maximum);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string to_string(profile value) {
  return value == profile::quick ? "quick" : value == profile::standard ? "standard" : "tutorial";
}

std::string_view parameter::unit() const {
  if (type == parameter_type::time) return "ns";
  if (type == parameter_type::size) return "bytes";
  return "";
}

std::string parameter::allowed() const {
  if (!choices.empty()) return fmt::format("{}", fmt::join(choices, "|"));
  std::string text(example_of(type));
  if (!minimum.empty() && !maximum.empty()) return fmt::format("{}, {} to {}", text, minimum, maximum);
  if (!minimum.empty()) return fmt::format("{}, at least {}", text, minimum);
  if (!maximum.empty()) return fmt::format("{}, at most {}", text, maximum);
  return text;
}

parameter_value parse_value(const parameter& declared, std::string_view text) {
  const auto refuse = [&] {
    throw usage_error(fmt::format("parameter '{}' cannot be {}: allowed is {}", declared.name,
                                  in_quotes(text), declared.allowed()));
  };
  if (!declared.choices.empty() && std::ranges::find(declared.choices, text) == declared.choices.end())
    refuse();
  const auto value = to_base(declared.type, text);
  if (!value || !inside_bounds(declared, *value)) refuse();
  return make_value(declared, *value);
}

parameter_value make_value(const parameter& declared, base_value value) {
  auto text = canonical_text(declared.type, value);
  return {declared.name, std::move(value), std::move(text)};
}

parameter_values::parameter_values(const std::vector<parameter>& declared, profile chosen) {
  for (const auto& each : declared) values_.push_back(parse_value(each, each.defaults.at(chosen)));
}

void parameter_values::set(parameter_value value) {
  const auto known = std::ranges::find(values_, value.name, &parameter_value::name);
  if (known == values_.end()) {
    values_.push_back(std::move(value));
  } else {
    *known = std::move(value);
  }
}

parameter_values parameter_values::effective(const std::vector<parameter>& declared,
                                             target_kind targets) const {
  const auto has_effect = [&](const parameter& one) {
    return (one.only_for == target_kind::any || one.only_for == targets) &&
           std::ranges::all_of(one.only_with, [this](const auto& condition) { return fulfil(condition); });
  };
  parameter_values kept;
  for (const auto& each : values_) {
    const auto known = std::ranges::find(declared, each.name, &parameter::name);
    if (known == declared.end() || has_effect(*known)) kept.set(each);
  }
  return kept;
}

/// A condition on a parameter that does not exist is true: a report may come from a version that did not have it.
bool parameter_values::fulfil(std::string_view condition) const {
  auto names = condition.substr(0, condition.find_first_of("!=~"));
  condition.remove_prefix(names.size());
  const auto fulfils = [&](std::string_view name) {
    const auto found = std::ranges::find(values_, name, &parameter_value::name);
    if (found == values_.end()) return true;
    if (condition.starts_with("!=")) return found->text != condition.substr(2);
    if (condition.starts_with('~')) return found->text.find(condition.substr(1)) != std::string::npos;
    return found->text == condition.substr(1);
  };
  for (; names.find('|') != names.npos; names.remove_prefix(names.find('|') + 1))
    if (fulfils(names.substr(0, names.find('|')))) return true;
  return fulfils(names);
}

const parameter_value& parameter_values::at(std::string_view name) const {
  const auto found = std::ranges::find(values_, name, &parameter_value::name);
  if (found == values_.end()) throw std::logic_error(fmt::format("parameter '{}' was never declared", name));
  return *found;
}

duration parameter_values::time(std::string_view name) const {
  return duration(std::get<std::int64_t>(at(name).value));
}

byte_size parameter_values::size(std::string_view name) const {
  return {count(name)};
}

std::uint64_t parameter_values::count(std::string_view name) const {
  return static_cast<std::uint64_t>(std::get<std::int64_t>(at(name).value));
}

double parameter_values::ratio(std::string_view name) const {
  return std::get<double>(at(name).value);
}

const std::string& parameter_values::text(std::string_view name) const {
  return std::get<std::string>(at(name).value);
}

std::string nearest(std::string_view name, const std::vector<std::string>& known) {
  const auto distance = [name](const std::string& each) { return edit_distance(name, each); };
  const auto best = std::ranges::min_element(known, {}, distance);
  if (best == known.end() || distance(*best) > std::max<std::size_t>(2, name.size() / 3)) return {};
  return *best;
}

std::string suggestion(std::string_view name, const std::vector<std::string>& known) {
  if (const auto near = nearest(name, known); !near.empty()) return fmt::format("; did you mean '{}'?", near);
  if (known.empty()) return "; there is none";
  return fmt::format("; known: {}", fmt::join(known, ", "));
}

}  // namespace concbench
