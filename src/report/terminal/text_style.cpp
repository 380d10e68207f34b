// Colours from the terminal's own palette of 16, which its owner has made legible; no yellow, no white, no
// background.
#include "report/terminal/text_style.hpp"

namespace concbench {
namespace {

constexpr std::string_view code_of(ink colour) {
  switch (colour) {
    case ink::plain:
      break;
    case ink::strong:
      return "1";
    case ink::dim:
      return "2";
    case ink::good:
    case ink::best:
      return "32";
    case ink::bad:
    case ink::failed:
      return "31";
  }
  return "";
}

constexpr sign_set unicode_signs{"…", " · ", "── "};
constexpr sign_set ascii_signs{"...", " | ", "-- "};

}  // namespace

std::string paint(std::string_view text, ink colour, const text_style& style) {
  if (!style.colour || colour == ink::plain || text.empty()) return std::string(text);
  return std::string("\x1b[").append(code_of(colour)).append("m").append(text).append("\x1b[0m");
}

const sign_set& signs(const text_style& style) {
  return style.unicode ? unicode_signs : ascii_signs;
}

}  // namespace concbench
