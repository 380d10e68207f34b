// Several values of one parameter: "1,10,100", "1ms..1s:x10", "10..100:+10".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/parameters.hpp"

namespace concbench {

/// Reads a list of single values and ranges, separated by commas. The values keep their order. A range contains the
/// values from its first to its last; each is the one before multiplied by (x) or increased by (+) the step. The last
/// value belongs to it also when no step meets it. Whole numbers are rounded. Choices and texts have no ranges.
///
/// Throws usage_error for a value that `declared` does not allow, for a range that has no step, descends or never ends,
/// for a value that occurs twice, and for more than `most` values.
std::vector<parameter_value> parse_value_list(const parameter& declared, std::string_view text,
                                              std::size_t most);

}  // namespace concbench
