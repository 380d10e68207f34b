// The labels below an axis, and where its values are, in columns.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace concbench {

/// "1.000 s" as "1 s": ticks are round, and their digits no measurement.
std::string without_zeros(std::string number);

/// Where a part of a width (0 to 1) is, as a column.
int column_at(double part, int columns);

/// Labels (at least one) centred below their ticks, inside `width`; one that would touch the one before it is left
/// out, but the last stays.
std::string label_line(const std::vector<std::pair<int, std::string>>& labels, int width);

}  // namespace concbench
