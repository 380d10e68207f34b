// Line by line, each by the one rule that reads URLs.
#include "cli/url_list.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "core/scenario.hpp"
#include "net/http/url.hpp"
#include "system/byte_order_mark.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

std::string trimmed(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

/// Whether `text` begins as a header field does: "Authorization: …".
bool begins_as_field(std::string_view text) {
  const auto colon = text.find(':');
  return colon != text.npos && colon > 0 && std::ranges::all_of(text.substr(0, colon), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                  c == '_';
         });
}

/// A blank within a URL is mended, as everywhere. But a comment, another URL or a header field behind it would become a
/// part of the URL as well. It may be secret, and is not shown.
void refuse_what_follows(std::string_view line) {
  constexpr std::string_view blanks = " \t";
  for (auto at = line.find_first_of(blanks); at != line.npos; at = line.find_first_of(blanks, at + 1)) {
    const auto rest = line.substr(at + 1);
    if (rest.starts_with('#') || begins_as_field(rest))
      throw usage_error(fmt::format(
          "what stands behind {} is no part of it: a line is one URL and nothing else; give header fields "
          "with -H, and comments lines of their own",
          in_quotes(line.substr(0, at))));
  }
}

}  // namespace

net::url target_of(std::string_view text) {
  try {
    return net::parse_url(text);
  } catch (const std::invalid_argument& e) {
    throw usage_error(e.what());
  }
}

std::vector<net::url> read_url_list(std::string_view text, std::string_view name) {
  if (is_utf_16(text)) throw usage_error(fmt::format("the URL list '{}' is UTF-16: save it as UTF-8", name));
  std::vector<net::url> targets;
  std::istringstream lines{std::string(without_byte_order_mark(text))};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const auto url = trimmed(line);
    if (url.empty() || url.front() == '#') continue;
    try {
      refuse_what_follows(url);
      targets.push_back(target_of(url));
    } catch (const usage_error& e) {
      throw usage_error(fmt::format("'{}', line {}: {}", name, number, e.what()));
    }
  }
  if (targets.empty())
    throw usage_error(fmt::format("the URL list '{}' is empty: write one URL a line", name));
  return targets;
}

}  // namespace concbench::cli
