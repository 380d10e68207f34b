// Escapes and macros.
#include "cli/roff.hpp"

#include <array>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

namespace concbench::cli::roff {
namespace {

/// A dash is a minus here and not a hyphen, so that an option can be copied; so are the others kept as typed.
constexpr std::array<std::pair<char, std::string_view>, 7> named{{{'\\', "\\(rs"},
                                                                  {'-', "\\-"},
                                                                  {'\'', "\\(aq"},
                                                                  {'"', "\\(dq"},
                                                                  {'^', "\\(ha"},
                                                                  {'~', "\\(ti"},
                                                                  {'`', "\\(ga"}}};

/// The code point that begins at `at`, which is moved to the last byte of it.
std::uint32_t code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto first = byte(at);
  if (first < 0x80) return first;
  const std::size_t further = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  std::uint32_t value = first & (0x3FU >> further);
  for (std::size_t i = 0; i < further && at + 1 < text.size(); ++i) value = value << 6 | (byte(++at) & 0x3FU);
  return value;
}

/// Without regard to what ` means.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto value = code_point(text, i);
    if (value >= 0x80) {
      out += fmt::format("\\[u{:04X}]", value);
      continue;
    }
    std::string_view escape;
    for (const auto& [character, name] : named)
      if (static_cast<std::uint32_t>(character) == value) escape = name;
    if (value == '.' && (out.empty() || out.back() == '\n')) out += "\\&";  // would begin a request
    if (escape.empty()) {
      out += static_cast<char>(value);
    } else {
      out += escape;
    }
  }
  return out;
}

std::string in_font(char font, std::string_view text) {
  return fmt::format("\\f{}{}\\fR", font, plain(text));
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (;;) {
    const auto open = text.find('`');
    const auto close = open == std::string_view::npos ? open : text.find('`', open + 1);
    if (close == std::string_view::npos) return out + plain(text);
    out += plain(text.substr(0, open)) + bold(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

std::string bold(std::string_view text) {
  return in_font('B', text);
}

std::string italic(std::string_view text) {
  return in_font('I', text);
}

std::string section(std::string_view heading) {
  return fmt::format(".SH {}\n", plain(heading));
}

std::string paragraph(std::string_view text) {
  return fmt::format(".PP\n{}\n", text);
}

std::string tagged(std::string_view tag, std::string_view text) {
  return fmt::format(".TP\n{}\n{}\n", tag, text);
}

std::string indented(std::string_view text) {
  return fmt::format(".RS\n{}.RE\n", text);
}

}  // namespace concbench::cli::roff
