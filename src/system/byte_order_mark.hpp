// Byte order marks: bytes that editors on Windows put in front of a text, and that readers of texts do not expect.
#pragma once

#include <string_view>

namespace concbench {

/// `text` without the UTF-8 byte order mark, if it begins with one.
constexpr std::string_view without_byte_order_mark(std::string_view text) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

/// Whether `text` begins with the byte order mark of UTF-16, in either byte order. Such a text is not UTF-8, and its
/// lines cannot be read.
constexpr bool is_utf_16(std::string_view text) noexcept {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

}  // namespace concbench
