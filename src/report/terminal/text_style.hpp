// What the reader's terminal can show, and the few inks and signs that the text output uses.
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

/// `text` in `colour`, when the style has colours at all.
std::string paint(std::string_view text, ink colour, const text_style& style);

/// The signs that the printer itself sets; `shown` has stand-ins for those in texts.
struct sign_set {
  std::string_view ellipsis;   ///< where text was cut
  std::string_view separator;  ///< between facts on one line
  std::string_view rule;       ///< before the title of a section
};
const sign_set& signs(const text_style& style);

}  // namespace concbench
