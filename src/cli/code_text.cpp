// One pass over each line: a comment, a text in quotes, a word, or something else. No text or comment of a lesson goes on
// in the next line, except for the text in triple quotes that Python's begin with.
#include "cli/code_text.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

#include <fmt/format.h>

#include "report/terminal/display_text.hpp"

namespace concbench::cli {
namespace {

constexpr std::string_view cpp_keywords[] = {
    "auto",      "bool",     "break",    "catch",   "char",     "class",    "co_await", "co_return", "const",
    "constexpr", "continue", "double",   "else",    "explicit", "false",    "for",      "if",        "int",
    "namespace", "new",      "noexcept", "private", "public",   "return",   "static",   "struct",    "switch",
    "template",  "this",     "throw",    "true",    "try",      "typename", "using",    "void",      "while"};
constexpr std::string_view python_keywords[] = {
    "and",    "as",      "assert", "async", "await", "break",  "class", "continue", "def",    "elif", "else",
    "except", "finally", "for",    "from",  "if",    "import", "in",    "is",       "lambda", "not",  "or",
    "pass",   "raise",   "return", "True",  "False", "None",   "try",   "while",    "with",   "yield"};

bool is_keyword(std::string_view word, code_language language) {
  return language == code_language::cpp
             ? std::ranges::find(cpp_keywords, word) != std::end(cpp_keywords)
             : std::ranges::find(python_keywords, word) != std::end(python_keywords);
}

bool is_of_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// How many of the first characters belong together.
std::size_t token_size(std::string_view line, std::string_view comment) {
  if (line.starts_with(comment)) return line.size();
  if (line.starts_with("\"\"\"")) return line.size();
  if (line.front() == '"') {
    for (std::size_t i = 1; i < line.size(); ++i)
      if (line[i] == '"' && line[i - 1] != '\\') return i + 1;
    return line.size();
  }
  if (!is_of_word(line.front())) return 1;
  return static_cast<std::size_t>(std::ranges::find_if_not(line, is_of_word) - line.begin());
}

std::string coloured(std::string_view line, code_language language, const text_style& style) {
  const std::string_view comment = language == code_language::cpp ? "//" : "#";
  const bool directive = language == code_language::cpp && line.starts_with('#');
  std::string out;
  while (!line.empty()) {
    const auto token = line.substr(0, token_size(line, comment));
    line.remove_prefix(token.size());
    if (token.starts_with(comment)) {
      out += paint(token, ink::dim, style);
    } else if (token.front() == '"') {
      out += paint(token, ink::good, style);
    } else if (!directive && is_keyword(token, language)) {
      out += paint(token, ink::strong, style);
    } else {
      out += token;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> code_lines(std::string_view source, code_language language,
                                    const text_style& style) {
  constexpr int margin = 5;
  std::vector<std::string> lines;
  std::istringstream text{std::string(source)};
  for (std::string line; std::getline(text, line);) {
    const auto fitting = cut(line, style.width - margin, style);
    lines.push_back(paint(fmt::format("{:>3}  ", lines.size() + 1), ink::dim, style) +
                    coloured(fitting, language, style));
  }
  return lines;
}

}  // namespace concbench::cli
