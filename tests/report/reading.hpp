// What tests look for in texts and on pages.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "report/pages/page.hpp"

namespace concbench::testing {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// All blocks of a page that are of one kind.
template <class Block>
std::vector<Block> blocks_of(const page& of) {
  std::vector<Block> found;
  for (const auto& section : of.sections)
    for (const auto& block : section.blocks)
      if (const auto* wanted = std::get_if<Block>(&block)) found.push_back(*wanted);
  return found;
}

/// Whether the page has a statement of exactly this text.
inline bool says(const page& of, const std::string& text) {
  const auto all = blocks_of<statement>(of);
  return std::ranges::find(all, text, &statement::text) != all.end();
}

}  // namespace concbench::testing
