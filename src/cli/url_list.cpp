// Line by line, each by the one rule that reads URLs.
#include "cli/url_list.hpp"

#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "core/scenario.hpp"
#include "net/url.hpp"
#include "system/byte_order_mark.hpp"

namespace concbench::cli {
namespace {

std::string trimmed(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
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
