// Several values of one parameter: "1,10,100", "1ms..1s:x10", "10..100:+10".
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/parameters.hpp"

namespace concbench {

/// The values of `text`, in the order in which they stand there: single ones and ranges, separated by commas.
/// A range goes from its first value up to its last, multiplying (x) or adding (+); the last belongs to it
/// when a step meets it, and whole numbers are rounded. Choices and texts have no ranges. Throws usage_error
/// for a value that `declared` does not allow, a range that has no step, descends or never ends, a value
/// that comes twice, and more than `most` values.
std::vector<parameter_value> parse_value_list(const parameter& declared, std::string_view text,
                                              std::size_t most);

}  // namespace concbench
