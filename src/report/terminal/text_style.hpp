// What the reader's terminal can show, and the colours and signs of text output.
#pragma once

#include <string>
#include <string_view>

#include "report/words/ink.hpp"

namespace concbench {

struct text_style {
  int width = 80;       ///< columns; at least 40 reads well
  bool colour = false;  ///< ANSI colours
  bool unicode = true;  ///< otherwise ASCII alone
};

/// `text` in `colour`, if the style has colours.
std::string paint(std::string_view text, ink colour, const text_style& style);

/// The signs that the printer itself uses. For the signs in texts, `shown` has replacements.
struct sign_set {
  std::string_view ellipsis;   ///< where text was cut
  std::string_view separator;  ///< between facts on one line
  std::string_view rule;       ///< before the title of a section
};
const sign_set& signs(const text_style& style);

}  // namespace concbench
