// Declared parameters and their values: one declaration gives parsing, ranges, help, listing and export.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "system/units.hpp"

namespace concbench {

/// What a user asked for and cannot have: a name, a value, a unit, a path. Ends the program with exit
/// status 2.
class usage_error : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// Sizes of the work: `quick` for a glance, `standard` for figures, `tutorial` for the classic lesson.
enum class profile { quick, standard, tutorial };
std::string to_string(profile);

/// A value per profile.
template <class T>
struct per_profile {
  T quick;
  T standard;
  T tutorial;

  constexpr per_profile(T everywhere) : quick(everywhere), standard(everywhere), tutorial(everywhere) {}
  constexpr per_profile(T q, T s, T t)
      : quick(std::move(q)), standard(std::move(s)), tutorial(std::move(t)) {}

  const T& at(profile p) const {
    return p == profile::quick ? quick : p == profile::standard ? standard : tutorial;
  }
};

/// A folder is the path of one, taken as it is written.
enum class parameter_type { time, size, count, ratio, choice, text, folder };

/// Whose answers a parameter has an effect on: those of the run's own server, or of what --url names.
enum class target_kind { any, own, foreign };

/// A parameter as its scenario declares it. Defaults and bounds are written as a user would write them.
struct parameter {
  std::string name;
  parameter_type type;
  per_profile<std::string> defaults;
  std::string help;
  std::string minimum = {};               ///< inclusive; empty: none
  std::string maximum = {};               ///< inclusive; empty: none
  std::vector<std::string> choices = {};  ///< for type choice
  /// What must all hold for it to have an effect: another parameter has a value, "work=mandelbrot", or has another
  /// one, "retries!=0", or names something, "steps~http".
  std::vector<std::string> only_with = {};
  target_kind only_for = target_kind::any;

  /// Base unit of the value in exports: "ns", "bytes" or "".
  std::string_view unit() const;
  /// "0s … 1h", "on|off": what is allowed, for help and errors.
  std::string allowed() const;
};

/// ns, bytes or a count; a ratio; a choice or a text.
using base_value = std::variant<std::int64_t, double, std::string>;

/// A value in base units, with the text to show.
struct parameter_value {
  std::string name;
  base_value value;
  std::string text;  ///< canonical: "1.5s", "64KiB"
};

/// Reads `text` as a value of `declared`. Throws usage_error that names the parameter, the text and what is
/// allowed.
parameter_value parse_value(const parameter& declared, std::string_view text);

/// `value`, which is of the type and within the bounds of `declared`, under its name and with its canonical
/// text.
parameter_value make_value(const parameter& declared, base_value value);

/// The values of one cell, in the order of their declaration.
class parameter_values {
 public:
  parameter_values() = default;

  /// The defaults of `chosen`.
  parameter_values(const std::vector<parameter>& declared, profile chosen);

  /// Replaces or adds a value.
  void set(parameter_value value);

  /// Typed access; throws std::logic_error for a name or type that was not declared.
  duration time(std::string_view name) const;
  byte_size size(std::string_view name) const;
  std::uint64_t count(std::string_view name) const;
  double ratio(std::string_view name) const;
  const std::string& text(std::string_view name) const;
  /// A value of any type as it is shown: "1.5s".
  const std::string& shown(std::string_view name) const { return at(name).text; }
  bool on(std::string_view name) const { return text(name) == "on"; }

  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  bool empty() const { return values_.empty(); }

  /// Those of them that have an effect on what is done: see parameter::only_with. `targets`: own or foreign.
  parameter_values effective(const std::vector<parameter>& declared, target_kind targets) const;

 private:
  const parameter_value& at(std::string_view name) const;
  bool fulfil(std::string_view condition) const;
  std::vector<parameter_value> values_;
};

/// The name in `known` nearest to `name` (Levenshtein distance), or empty when none is near.
std::string nearest(std::string_view name, const std::vector<std::string>& known);

/// "; did you mean 'sleep'?" or, when nothing is near, "; known: a, b, c", or "; there is none".
std::string suggestion(std::string_view name, const std::vector<std::string>& known);

}  // namespace concbench
