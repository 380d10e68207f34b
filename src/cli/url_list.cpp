// Line by line, each by the one rule that reads URLs.
#include "cli/url_list.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "cli/list_lines.hpp"
#include "core/scenario.hpp"
#include "net/http/url.hpp"
#include "system/byte_order_mark.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

/// In a list a space is not repaired as it is elsewhere. The text after it is more often a comment, another URL or a
/// header field, and would become a part of the URL. It may be secret, and is not shown.
void refuse_blanks(std::string_view line) {
  if (line.find_first_of(line_blanks) == line.npos) return;
  const auto shown = without_credentials(line);  // before the cut: a password may hold the blank
  throw usage_error(fmt::format(
      "there is a space after {}: a line is one URL and nothing else; write a space that belongs to it as %20, "
      "give header fields with -H, and comments lines of their own",
      in_quotes(std::string_view(shown).substr(0, shown.find_first_of(line_blanks)))));
}

}  // namespace

net::url target_of(std::string_view text) {
  try {
    return net::parse_url(text);
  } catch (const std::invalid_argument& e) {
    throw usage_error(e.what());
  }
}

net::url target_in_line(std::string_view text) {
  refuse_blanks(text);
  return target_of(text);
}

std::vector<net::url> read_url_list(std::string_view text, std::string_view name) {
  if (is_utf_16(text)) throw usage_error(fmt::format("the URL list '{}' is UTF-16: save it as UTF-8", name));
  std::vector<net::url> targets;
  int number = 0;
  each_line(text, [&](std::string_view line) {
    ++number;
    if (line.empty() || line.front() == '#') return true;
    try {
      targets.push_back(target_in_line(line));
    } catch (const usage_error& e) {
      throw usage_error(fmt::format("'{}', line {}: {}", name, number, e.what()));
    }
    return true;
  });
  if (targets.empty())
    throw usage_error(fmt::format("the URL list '{}' is empty: write one URL a line", name));
  return targets;
}

}  // namespace concbench::cli
