// `--sweep NAME=VALUES`: from its text to the points at which each scenario is run.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/assignment.hpp"
#include "core/report.hpp"
#include "core/scenario.hpp"

namespace concbench::cli {

/// The values that one group of cells has: one for each sweep that concerns its scenario.
using sweep_point = std::vector<parameter_value>;

/// The sweeps of a command line, and what they mean for a scenario.
class sweep_options {
 public:
  static constexpr std::size_t most_sweeps = 2;
  static constexpr std::size_t most_points = 100;

  /// `texts` are "tasks=…", "concurrency=…", "parameter=…" or "scenario.parameter=…", with values as
  /// parse_value_list reads them. Throws usage_error for a name that no chosen scenario has, a name that
  /// comes twice or is among `fixed` (what -n, -c and -p have set), values that cannot be, and more than 100
  /// points in all.
  sweep_options(const std::vector<std::string>& texts, const std::vector<std::string>& scenario_names,
                const std::vector<assignment>& fixed);

  /// For the report: parameters and canonical values, in the order given.
  const std::vector<sweep>& described() const { return described_; }

  /// All points of a scenario: the first sweep runs through its values fastest. One point without a value
  /// when no sweep concerns it.
  std::vector<sweep_point> points_of(const scenario_declaration& declared) const;

 private:
  std::vector<assignment> given_;
  std::vector<sweep> described_;
};

/// A value of "tasks" or "concurrency".
std::uint64_t count_of(const parameter_value& value);

/// Points of a sweep at which more tasks may be alive at once than there are: the work is that of a smaller
/// value, and is not done twice.
class idle_limits {
 public:
  /// `tasks`: how many there are at `point`.
  bool leaves_out(const sweep_point& point, std::uint64_t tasks);

  /// Throws usage_error when a value was left out at every point.
  void refuse_useless(std::string_view scenario) const;

 private:
  std::map<std::uint64_t, std::uint64_t> most_tasks_;  ///< by concurrency
};

/// "tasks=100 delay=1ms"; empty without a sweep.
std::string to_text(const sweep_point& point);

}  // namespace concbench::cli
