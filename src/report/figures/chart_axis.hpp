// An axis of a chart: the places of values, and the round values that are labelled.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace concbench {

/// Which values are round: 1, 2, 5, 10, 20, … for times and counts, powers of two for bytes.
enum class round_values { decimal, binary };

class chart_axis {
 public:
  /// Logarithmic when all values are above 0 and the largest is at least ten times the smallest. `values` has at least
  /// one element; all are finite, and none is below 0.
  static chart_axis between(std::span<const double> values);

  /// The same, but never logarithmic.
  static chart_axis even(std::span<const double> values);

  /// Always logarithmic, for values above 0 of which 1 means no difference. It reaches from a round value of at most
  /// 0.5 to a round value of at least 2.
  static chart_axis of_ratios(std::span<const double> values);

  /// As `between`, but extended to round values. When it is not logarithmic, it begins at 0, so that heights can be
  /// compared.
  static chart_axis around(std::span<const double> values, round_values kind);

  bool logarithmic() const { return logarithmic_; }

  /// The place of a value, from 0 for the smallest to 1 for the largest; 0.5 when there is only one value.
  double place(double value) const;

  /// At most `most` ≥ 2 round values on the axis, as evenly spaced as round values can be.
  std::vector<double> ticks(round_values kind, std::size_t most) const;

 private:
  chart_axis(double low, double high, bool logarithmic) : low_(low), high_(high), logarithmic_(logarithmic) {}

  double low_;
  double high_;
  bool logarithmic_;
};

/// A title, and which of the axes are logarithmic: "time over tasks, both logarithmic", "time over tasks, tasks
/// logarithmic".
std::string title_with_scales(const std::string& title, const std::string& x_name, const chart_axis& x,
                              const std::string& y_name, const chart_axis& y);

}  // namespace concbench
