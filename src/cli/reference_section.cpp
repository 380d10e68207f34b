// The pages are raw strings, made when the program is configured.
#include "cli/reference_section.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reference_pages.hpp"

namespace concbench::cli {

std::optional<std::string> reference_section(std::string_view name) {
  const auto first_line = fmt::format("\n## `{}`\n", name);
  for (const std::string_view all : {executors_page, scenarios_page}) {
    const auto start = all.find(first_line);
    if (start == all.npos) continue;
    const auto from = all.substr(start + 1);
    auto section = from.substr(0, std::min(from.find("\n## "), from.size()));
    section = section.substr(0, section.find_last_not_of('\n') + 1);
    return std::string(section) + "\n";
  }
  return {};
}

}  // namespace concbench::cli
