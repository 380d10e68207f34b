// Lists and progressions.
#include "core/value_list.hpp"
#include "system/foreign_text.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace concbench {
namespace {

/// Base units as a real number: exact below 2^53, which is 104 days in ns and 8 PiB in bytes.
double number_of(const base_value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

/// What `declared` says about its type only. For steps, which need not be within the bounds.
std::optional<double> parse_number(parameter_type type, std::string_view text) {
  try {
    const parameter unbounded{.name = "step", .type = type, .defaults = std::string(), .help = ""};
    return number_of(parse_value(unbounded, text).value);
  } catch (const usage_error&) {
    return {};
  }
}

class value_list {
 public:
  value_list(const parameter& declared, std::string_view text, std::size_t most)
      : declared_(declared), text_(text), most_(most) {
    const bool ordered = declared.type != parameter_type::choice && declared.type != parameter_type::text &&
                         declared.type != parameter_type::folder;
    if (text.empty()) refuse("there is no value");
    for (std::size_t start = 0; start <= text.size();) {
      const auto end = std::min(text.find(',', start), text.size());
      const auto part = text.substr(start, end - start);
      if (const auto dots = part.find(".."); ordered && dots != std::string_view::npos) {
        add_range(part, dots);
      } else {
        add(single(part, ordered));
      }
      start = end + 1;
    }
  }

  std::vector<parameter_value> take() { return std::move(values_); }

 private:
  [[noreturn]] void refuse(std::string_view why) const {
    throw usage_error(fmt::format("cannot sweep {} over {}: {}", declared_.name, in_quotes(text_), why));
  }

  parameter_value single(std::string_view part, bool ordered) const {
    try {
      return parse_value(declared_, part);
    } catch (const usage_error& e) {
      if (!ordered) throw;
      throw usage_error(
          fmt::format("{}; values are separated by commas, and 1..100:x10 is a range", e.what()));
    }
  }

  void add(parameter_value value) {
    if (std::ranges::find(values_, value.text, &parameter_value::text) != values_.end())
      refuse(fmt::format("{} is there twice", value.text));
    if (values_.size() == most_) refuse(fmt::format("more than {} values", most_));
    values_.push_back(std::move(value));
  }

  void add_range(std::string_view part, std::size_t dots) {
    const auto colon = std::min(part.find(':', dots), part.size());
    const auto first_text = part.substr(0, dots);
    const auto last_text = part.substr(dots + 2, colon - dots - 2);
    if (last_text.empty()) refuse("the range has no end: write for example 1..1000:x10");
    const auto first = parse_value(declared_, first_text);
    const auto last = parse_value(declared_, last_text);
    if (last.value < first.value)
      refuse(fmt::format("the range descends from {} to {}: swap them", first.text, last.text));
    const auto step_text = part.substr(std::min(colon + 1, part.size()));
    if (step_text.size() < 2 || (step_text.front() != 'x' && step_text.front() != '+'))
      refuse(fmt::format("the range needs a step after a colon: {0}..{1}:x10 multiplies, :+STEP adds",
                         first_text, last_text));
    const bool multiplies = step_text.front() == 'x';
    const auto step = parse_number(multiplies ? parameter_type::ratio : declared_.type, step_text.substr(1));
    if (!step || *step <= (multiplies ? 1 : 0))
      refuse(fmt::format("the step '{}' must be {}", step_text,
                         multiplies ? "a factor above 1" : "in the parameter's unit and above 0"));
    if (multiplies && number_of(first.value) == 0) refuse("no factor leads away from 0: begin above it");
    add_progression(number_of(first.value), last, *step, multiplies);
  }

  void add_progression(double first, const parameter_value& last, double step, bool multiplies) {
    const double end = number_of(last.value);
    const double beyond = end * (1 + 1e-9);      // the end is met in spite of rounding
    constexpr std::size_t most_steps = 100'000;  // of which many may come to the same whole number
    for (std::size_t k = 0;; ++k) {
      const auto steps = static_cast<double>(k);
      const double value = multiplies ? first * std::pow(step, steps) : first + step * steps;
      if (value > beyond) {
        if (values_.back().text != last.text) add(last);
        return;
      }
      if (k == most_steps) refuse(fmt::format("more than {} values", most_));
      auto next = value >= end ? last : make_value(declared_, rounded(value));
      // Small whole numbers times a small factor come to the same one again.
      if (k == 0 || next.text != values_.back().text) add(std::move(next));
    }
  }

  /// 0.1 + 0.2 is 0.3.
  base_value rounded(double value) const {
    if (declared_.type == parameter_type::ratio) return std::stod(fmt::format("{:.12g}", value));
    return static_cast<std::int64_t>(std::llround(value));
  }

  const parameter& declared_;
  std::string_view text_;
  std::size_t most_;
  std::vector<parameter_value> values_;
};

}  // namespace

std::vector<parameter_value> parse_value_list(const parameter& declared, std::string_view text,
                                              std::size_t most) {
  return value_list(declared, text, most).take();
}

}  // namespace concbench
