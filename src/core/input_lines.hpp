// The inputs of tasks, one on each line of a text. They are bytes, and need not be UTF-8.
#pragma once

#include <string_view>
#include <vector>

#include "system/units.hpp"

namespace concbench {

/// The most bytes that the inputs of a run may have.
inline constexpr byte_size most_inputs{1ULL << 30};

/// The lines of `text`, which must stay alive. A newline ends a line; the last line may end without one. Every other byte
/// belongs to its line, so blank lines are inputs too. Throws usage_error, which names `source` and the line, for a zero
/// byte, which no word of a command can hold; and for a text without lines.
std::vector<std::string_view> input_lines(std::string_view text, std::string_view source);

}  // namespace concbench
