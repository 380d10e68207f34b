// Line by line: a heading opens a part, an empty line ends it.
#include "cli/footer.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

#include "cli/command_tree.hpp"

namespace concbench::cli {
namespace {

constexpr std::string_view examples_heading = "Examples:";
constexpr std::string_view exit_codes_heading = "Exit codes:";

/// "  concbench list     what there is" as its two parts: a note begins after three spaces or more.
example read_example(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  const auto gap = line.find("   ");
  return {std::string(line.substr(0, gap)),
          gap == std::string_view::npos ? "" : on_one_line(line.substr(gap + 3))};
}

void append(std::string& paragraph, std::string_view line) {
  if (!paragraph.empty()) paragraph += ' ';
  paragraph += on_one_line(line);
}

/// "0 fine, or so, 2 not." as its parts.
std::vector<exit_code> read_exit_codes(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  static const std::regex item("([0-9]+) (.*?)(?:, (?=[0-9])|$)");
  std::vector<exit_code> codes;
  for (std::sregex_iterator i(text.begin(), text.end(), item), end; i != end; ++i)
    codes.push_back({i->str(1), i->str(2)});
  return codes;
}

}  // namespace

footer read_footer(std::string_view text) {
  footer parts;
  std::string codes;
  enum class part { none, remark, examples, exit_codes } now = part::none;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.empty()) {
      now = part::none;
    } else if (line.starts_with(examples_heading)) {
      now = part::examples;
    } else if (line.starts_with(exit_codes_heading)) {
      now = part::exit_codes;
      append(codes, std::string_view(line).substr(exit_codes_heading.size()));
    } else if (now == part::exit_codes) {
      append(codes, line);
    } else if (now == part::examples) {
      const bool goes_on =
          !line.starts_with(' ') && !parts.examples.empty() && parts.examples.back().command.empty();
      if (goes_on) {
        append(parts.examples.back().note, line);
      } else {
        parts.examples.push_back(line.starts_with(' ') ? read_example(line) : example{"", on_one_line(line)});
      }
    } else {
      if (now == part::none) parts.remarks.emplace_back();
      now = part::remark;
      append(parts.remarks.back(), line);
    }
  }
  parts.exit_codes = read_exit_codes(codes);
  return parts;
}

}  // namespace concbench::cli
