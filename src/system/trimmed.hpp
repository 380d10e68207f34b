// Text without the blanks around it.
#pragma once

#include <string_view>

namespace concbench {

/// `text` without the characters of `blanks` at its beginning and its end. The result is a part of `text`, also where it is
/// empty.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " \t") {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

}  // namespace concbench
