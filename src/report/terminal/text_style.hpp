// What the reader's terminal can show, and the few inks and signs that the text output uses.
#pragma once

#include <string>
#include <string_view>

namespace concbench {

struct text_style {
  int width = 80;       ///< columns; at least 40 reads well
  bool colour = false;  ///< ANSI colours
  bool unicode = true;  ///< otherwise ASCII alone
};

/// Meanings, not colours, so that the choice of colours stands in one place.
enum class ink { plain, strong, dim, good, bad };

/// `text` in `colour`, when the style has colours at all.
std::string paint(std::string_view text, ink colour, const text_style& style);

/// Signs that have an ASCII stand-in.
struct sign_set {
  std::string_view times;       ///< after a factor: 8.93×
  std::string_view micro;       ///< before s
  std::string_view ellipsis;    ///< where text was cut
  std::string_view range;       ///< between a minimum and a maximum
  std::string_view none;        ///< where there is no figure
  std::string_view separator;   ///< between facts on one line
  std::string_view rule;        ///< before the title of a section
  std::string_view at_least;    ///< before a number: ≥ 7
  std::string_view plus_minus;  ///< before a half-width: 0.98 ± 0.02
};
const sign_set& signs(const text_style& style);

}  // namespace concbench
