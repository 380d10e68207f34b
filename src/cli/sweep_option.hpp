// `--sweep NAME=VALUES`: reads it, and computes the points at which each scenario is run.
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

/// The values of one group of cells: one value for each sweep that applies to its scenario.
using sweep_point = std::vector<parameter_value>;

/// The sweeps of a command line, and the points of each scenario.
class sweep_options {
 public:
  static constexpr std::size_t most_sweeps = 2;
  static constexpr std::size_t most_points = 100;

  /// `texts` are "tasks=…", "concurrency=…", "parameter=…" or "scenario.parameter=…", with values for parse_value_list.
  /// Throws usage_error for a name that no chosen scenario has, for a name that occurs twice or is in `fixed` (what -n,
  /// -c and -p have set), for impossible values, and for more than 100 points.
  sweep_options(const std::vector<std::string>& texts, const std::vector<std::string>& scenario_names,
                const std::vector<assignment>& fixed);

  /// For the report: the parameters and their canonical values, in the order in which the user gave them.
  const std::vector<sweep>& described() const { return described_; }

  /// All points of a scenario. The values of the first sweep change fastest. One point without values when no sweep
  /// applies to it.
  std::vector<sweep_point> points_of(const scenario_declaration& declared) const;

 private:
  std::vector<assignment> given_;
  std::vector<sweep> described_;
};

/// The number in a value of "tasks" or "concurrency".
std::uint64_t count_of(const parameter_value& value);

/// Finds points of a sweep with a limit on tasks at once that is larger than the number of tasks. Their work is the
/// same as with a smaller limit, and is not done twice.
class idle_limits {
 public:
  /// `tasks` is the number of tasks at `point`.
  bool leaves_out(const sweep_point& point, std::uint64_t tasks);

  /// Throws usage_error when a value was left out at all points.
  void refuse_useless(std::string_view scenario) const;

 private:
  std::map<std::uint64_t, std::uint64_t> most_tasks_;  ///< for each concurrency
};

/// "tasks=100 delay=1ms"; empty without a sweep.
std::string to_text(const sweep_point& point);

}  // namespace concbench::cli
