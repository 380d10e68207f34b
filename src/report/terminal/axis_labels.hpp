// The labels below an axis, and the columns of its values.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace concbench {

/// "1.000 s" as "1 s": ticks are round values, and their digits are no measurement.
std::string without_zeros(std::string number);

/// The column of a part of the width (0 to 1).
int column_at(double part, int columns);

/// Labels (at least one) that are centred below their ticks, within `width`. A label that would touch the one before it
/// is left out, except that the last one stays.
std::string label_line(const std::vector<std::pair<int, std::string>>& labels, int width);

}  // namespace concbench
