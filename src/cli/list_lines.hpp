// The lines of lists that users write: of URLs, and of requests in vegeta's format.
#pragma once

#include <algorithm>
#include <string_view>

#include "system/byte_order_mark.hpp"
#include "system/trimmed.hpp"

namespace concbench::cli {

/// What does not count at the ends of a line, and separates the words in it.
inline constexpr std::string_view line_blanks = " \t\r\f\v";

/// Calls visit(line) for each line of `text`, without the blanks around it, until it returns false.
template <class Visit>
void each_line(std::string_view text, Visit visit) {
  for (auto rest = without_byte_order_mark(text); !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (!visit(trimmed(rest.substr(0, end), line_blanks))) return;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

}  // namespace concbench::cli
