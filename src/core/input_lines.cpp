// Cutting at newlines, and nothing else.
#include "core/input_lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/foreign_text.hpp"

namespace concbench {

std::vector<std::string_view> input_lines(std::string_view text, std::string_view source) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.find('\0') != line.npos)
      throw usage_error(fmt::format(
          "the inputs {}, line {}: there is a zero byte, which no command takes; save a text in UTF-16 as UTF-8, and "
          "end each input with a newline",
          in_quotes(source), lines.size() + 1));
    lines.push_back(line);
  }
  if (lines.empty())
    throw usage_error(fmt::format("the inputs {} are empty: write one input a line", in_quotes(source)));
  return lines;
}

}  // namespace concbench
