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

/// An error in what the user asked for: a name, a value, a unit or a path. It ends the program with exit status 2.
class usage_error : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// How much work to do: `quick` for a glance, `standard` for figures, `tutorial` for the classic lesson.
enum class profile { quick, standard, tutorial };
std::string to_string(profile);

/// One value for each profile.
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

/// What a value can be. A `folder` is a path, which is taken as it is written.
enum class parameter_type { time, size, count, ratio, choice, text, folder };

/// The servers for which a parameter has an effect: the run's own, or those that --url names.
enum class target_kind { any, own, foreign };

/// A parameter as its scenario declares it. Defaults and bounds are written as a user would write them.
struct parameter {
  std::string name;
  parameter_type type;
  per_profile<std::string> defaults;
  std::string help;
  std::string minimum = {};               ///< inclusive; empty: no minimum
  std::string maximum = {};               ///< inclusive; empty: no maximum
  std::vector<std::string> choices = {};  ///< for type `choice`
  /// All of these must be true for it to have an effect: another parameter has a value ("work=mandelbrot"), does not have
  /// it ("retries!=0"), or contains a word ("steps~http"). "query|sql!=" is about one of several other parameters.
  std::vector<std::string> only_with = {};
  target_kind only_for = target_kind::any;

  /// Base unit of the value in exports: "ns", "bytes" or "".
  std::string_view unit() const;
  /// The allowed values, for help and errors: "0s … 1h", "on|off".
  std::string allowed() const;
};

/// A number of ns or bytes or a count; a ratio; a choice or a text.
using base_value = std::variant<std::int64_t, double, std::string>;

/// A value in base units, with the text to show.
struct parameter_value {
  std::string name;
  base_value value;
  std::string text;  ///< in its canonical form: "1.5s", "64KiB"
};

/// Reads `text` as a value of `declared`. Throws usage_error, which names the parameter, the text and the allowed
/// values.
parameter_value parse_value(const parameter& declared, std::string_view text);

/// Gives `value` the name of `declared` and its canonical text. It must have the type of `declared` and be within its
/// bounds.
parameter_value make_value(const parameter& declared, base_value value);

/// The values of one cell, in the order of their declaration.
class parameter_values {
 public:
  parameter_values() = default;

  /// All default values of the profile `chosen`.
  parameter_values(const std::vector<parameter>& declared, profile chosen);

  /// Adds a value, or replaces the one with the same name.
  void set(parameter_value value);

  /// The value with its type. Throws std::logic_error for a name or a type that was not declared.
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

  /// The values that have an effect: see parameter::only_with. `targets` is `own` or `foreign`.
  parameter_values effective(const std::vector<parameter>& declared, target_kind targets) const;

 private:
  const parameter_value& at(std::string_view name) const;
  bool fulfil(std::string_view condition) const;
  std::vector<parameter_value> values_;
};

/// The name in `known` that is nearest to `name` (Levenshtein distance); empty when none is near.
std::string nearest(std::string_view name, const std::vector<std::string>& known);

/// "; did you mean 'sleep'?". When no name is near: "; known: a, b, c", or "; there is none".
std::string suggestion(std::string_view name, const std::vector<std::string>& known);

}  // namespace concbench
