// `--sweep NAME=VALUES`: from its text to the points at which each scenario is run.
#pragma once

#include <string>
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

/// "tasks=100 delay=1ms"; empty without a sweep.
std::string to_text(const sweep_point& point);

}  // namespace concbench::cli
