// An axis of a chart: where values lie on it, and which round values it names.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace concbench {

/// `title`, and which of the axes are logarithmic: "time over tasks, both logarithmic". `x` and `y` are what the axes show, and whether
/// they are logarithmic.
std::string title_with_scales(const std::string& title, const std::pair<std::string, bool>& x,
                              const std::pair<std::string, bool>& y);

/// Which values are round: 1, 2, 5, 10, 20, … for times and counts, powers of two for bytes.
enum class round_values { decimal, binary };

class chart_axis {
 public:
  /// Logarithmic when all values are above 0 and the largest is at least ten times the least.
  /// `values` has at least one element, all finite and none below 0.
  static chart_axis between(std::span<const double> values);

  /// The same, and never logarithmic.
  static chart_axis even(std::span<const double> values);

  /// Always logarithmic, for values above 0 of which 1 means no difference: from a round value of 0.5 or less to one of 2 or more.
  static chart_axis of_ratios(std::span<const double> values);

  /// As between, widened to round values; where it is not logarithmic, it begins at 0, so that heights can be
  /// compared.
  static chart_axis around(std::span<const double> values, round_values kind);

  bool logarithmic() const { return logarithmic_; }

  /// From 0 at the least to 1 at the largest value; 0.5 when there is only one.
  double place(double value) const;

  /// At most `most` round values on the axis, as evenly spread as round values are; `most` is at least 2.
  std::vector<double> ticks(round_values kind, std::size_t most) const;

 private:
  chart_axis(double low, double high, bool logarithmic) : low_(low), high_(high), logarithmic_(logarithmic) {}

  double low_;
  double high_;
  bool logarithmic_;
};

}  // namespace concbench
