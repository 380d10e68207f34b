// Decoding by the table of well-formed sequences (Unicode Standard, table 3-7).
#include "system/foreign_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace concbench {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t escape = 0x1B;

/// A lead byte's range, how many bytes follow, and the range of the first of these.
struct lead {
  std::uint8_t first, last;
  std::size_t followers;
  std::uint8_t low, high;
};

constexpr std::array leads{
    lead{0xC2, 0xDF, 1, 0x80, 0xBF}, lead{0xE0, 0xE0, 2, 0xA0, 0xBF}, lead{0xE1, 0xEC, 2, 0x80, 0xBF},
    lead{0xED, 0xED, 2, 0x80, 0x9F}, lead{0xEE, 0xEF, 2, 0x80, 0xBF}, lead{0xF0, 0xF0, 3, 0x90, 0xBF},
    lead{0xF1, 0xF3, 3, 0x80, 0xBF}, lead{0xF4, 0xF4, 3, 0x80, 0x8F},
};

/// Bytes of the well-formed sequence that `text` starts with; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  if (byte(0) < 0x80) return 1;
  const auto found =
      std::ranges::find_if(leads, [&](const lead& l) { return l.first <= byte(0) && byte(0) <= l.last; });
  if (found == leads.end() || text.size() <= found->followers) return 0;
  if (byte(1) < found->low || byte(1) > found->high) return 0;
  for (std::size_t i = 2; i <= found->followers; ++i)
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  return found->followers + 1;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/// Controls, and the format characters that reorder or hide what surrounds them.
bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

/// Removes the rest of an escape sequence from `text`, whose ESC was already removed: "[…letter" (ECMA-48 control
/// sequence), "]…BEL" or "]…ESC \" (a command string), otherwise one character.
void skip_escape_sequence(std::string_view& text) {
  if (text.empty()) return;
  const char kind = text.front();
  text.remove_prefix(1);
  if (kind == '[') {
    const auto end = std::ranges::find_if(text, [](char c) { return c < 0x20 || c > 0x3F; });
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()) +
                       (end == text.end() || *end < 0x40 ? 0 : 1));
  } else if (kind == ']' || kind == 'P' || kind == 'X' || kind == '^' || kind == '_') {
    const auto end = text.find_first_of("\a\x1B\n");
    text.remove_prefix(end == std::string_view::npos ? text.size()
                                                     // The terminator is removed like a control character.
                                                     : end);
  }
}

bool begins_with_scheme(std::string_view text, std::string_view scheme) {
  const auto equal = [](unsigned char a, char b) { return std::tolower(a) == b; };
  return text.size() >= scheme.size() && std::ranges::equal(text.substr(0, scheme.size()), scheme, equal);
}

/// Whether "//" at `place` is not the middle of a path ("folder//file").
bool begins_a_word(std::string_view text, std::size_t place) {
  if (place == 0) return true;
  const auto before = static_cast<unsigned char>(text[place - 1]);
  return std::isalnum(before) == 0 &&
         std::string_view("._-~").find(text[place - 1]) == std::string_view::npos;
}

/// Where a host, or a user before it, may begin, at `from` or later: after "//", or after "http:" and any number of
/// slashes, because that is a URL as well ("http:\\user:password@host"). The end of `text` when there is none.
std::size_t next_authority(std::string_view text, std::size_t from) {
  constexpr std::string_view slashes = "/\\";
  for (; from < text.size(); ++from) {
    const auto rest = text.substr(from);
    const std::size_t scheme = begins_with_scheme(rest, "http:")    ? 5
                               : begins_with_scheme(rest, "https:") ? 6
                                                                    : 0;
    if (scheme == 0 && (rest.find_first_not_of(slashes) < 2 || !begins_a_word(text, from))) continue;
    return std::min(text.find_first_not_of("/\\\t\r\n", from + scheme), text.size());
  }
  return text.size();
}

/// Where a user name and a password end, or a text that may be meant as such, in the authority [start, end). `start`
/// when there are none. A password may contain characters that end a host ("user:pass/word@host"); it then reaches to
/// the last "@".
std::size_t end_of_credentials(std::string_view text, std::size_t start, std::size_t end,
                               std::size_t last_at) {
  const auto authority = text.substr(start, end - start);
  if (const auto at = authority.rfind('@'); at != authority.npos) return start + at;
  const auto behind_address = authority.substr(authority.rfind(']') + 1);  // an IPv6 address has colons
  const auto colon = behind_address.rfind(':');
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (colon == behind_address.npos || std::ranges::all_of(behind_address.substr(colon + 1), is_digit))
    return start;
  return last_at;
}

}  // namespace

char32_t take_character(std::string_view& text) {
  constexpr std::array<std::uint8_t, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  const auto length = sequence_length(text);
  if (length == 0) {
    text.remove_prefix(1);
    return replacement;
  }
  char32_t character = static_cast<std::uint8_t>(text[0]) & lead_bits[length];
  for (std::size_t i = 1; i < length; ++i)
    character = (character << 6) | (static_cast<std::uint8_t>(text[i]) & 0x3F);
  text.remove_prefix(length);
  return character;
}

void append_character(std::string& text, char32_t c) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | (c >> 12));
    tail(6), tail(0);
  } else {
    text += static_cast<char>(0xF0 | (c >> 18));
    tail(12), tail(6), tail(0);
  }
}

std::string valid_utf8(std::string_view text) {
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) append_character(valid, take_character(text));
  return valid;
}

std::string single_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  bool space = false;
  while (!text.empty()) {
    const auto c = take_character(text);
    if (c == escape) {
      skip_escape_sequence(text);
    } else if (is_space(c)) {
      space = !line.empty();
    } else if (!is_harmful(c)) {
      if (space) line += ' ';
      space = false;
      append_character(line, c);
    }
  }
  return line;
}

std::string short_line(std::string_view text, std::size_t most) {
  // A library's message can have megabytes: what lies far behind the cut need not be read.
  const auto read = text.substr(0, 64 * most);
  auto line = single_line(read);
  std::string_view rest = line;
  for (std::size_t taken = 0; taken < most && !rest.empty(); ++taken) take_character(rest);
  if (rest.empty() && read.size() == text.size()) return line;
  line.resize(line.size() - rest.size());
  return line + "…";
}

std::string escaped(std::string_view text, std::size_t most) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string line;
  for (std::size_t taken = 0; taken < most && !text.empty(); ++taken) {
    const auto before = text;
    const bool valid = sequence_length(text) > 0;
    const auto c = take_character(text);
    const auto bytes = before.substr(0, before.size() - text.size());
    if (valid && !is_harmful(c) && (c == ' ' || !is_space(c))) {
      line += bytes;
      continue;
    }
    for (const char each : bytes) {
      const auto byte = static_cast<std::uint8_t>(each);
      line.append("\\x").append(1, digits[byte >> 4]).append(1, digits[byte & 0xF]);
    }
  }
  return text.empty() ? line : line + "…";
}

std::string without_credentials(std::string_view text) {
  const auto last_at = text.rfind('@');
  if (last_at == text.npos) return std::string(text);
  std::string result;
  std::size_t taken = 0;
  for (auto start = next_authority(text, 0); start < last_at;) {
    auto end = std::min(text.find_first_of("/?#\\", start), text.size());
    if (const auto secret = end_of_credentials(text, start, end, last_at); secret > start) {
      result.append(text.substr(taken, start - taken)).append("***");
      taken = end = secret;
    }
    start = next_authority(text, end);
  }
  return result.append(text.substr(taken));
}

std::string in_quotes(std::string_view text) {
  return "'" + escaped(without_credentials(text)) + "'";
}

}  // namespace concbench
