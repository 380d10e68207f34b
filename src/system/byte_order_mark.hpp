// The bytes that editors on Windows put in front of a text, and that no reader of texts wants.
#pragma once

#include <string_view>

namespace concbench {

/// `text` without the byte order mark of UTF-8 that it may begin with.
constexpr std::string_view without_byte_order_mark(std::string_view text) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

/// Whether `text` begins with the byte order mark of UTF-16, in either order: it is not UTF-8, and no line of
/// it can be read as if it were.
constexpr bool is_utf_16(std::string_view text) noexcept {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

}  // namespace concbench
