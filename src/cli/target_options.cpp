// Files and URLs, checked before anything runs.
#include "cli/target_options.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>

#include <fmt/format.h>

#include "cli/input_file.hpp"
#include "core/registry.hpp"
#include "net/byte_order_mark.hpp"
#include "net/client.hpp"
#include "net/url.hpp"

namespace concbench::cli {
namespace {

std::string trimmed(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

/// A URL as it is asked for, mended where it has to be.
net::url target_of(std::string_view text) {
  try {
    return net::parse_url(text);
  } catch (const std::invalid_argument& e) {
    throw usage_error(e.what());
  }
}

std::vector<net::url> listed_targets(const std::string& path) {
  const auto text = read_input_file(path, "URL list");
  if (net::is_utf_16(text))
    throw usage_error(fmt::format("the URL list '{}' is UTF-16: save it as UTF-8", path));
  std::vector<net::url> targets;
  std::istringstream lines{std::string(net::without_byte_order_mark(text))};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const auto url = trimmed(line);
    if (url.empty() || url.front() == '#') continue;
    try {
      targets.push_back(target_of(url));
    } catch (const usage_error& e) {
      throw usage_error(fmt::format("'{}', line {}: {}", path, number, e.what()));
    }
  }
  return targets;
}

std::vector<net::url> all_targets(const run_options& options) {
  std::vector<net::url> targets;
  for (const auto& url : options.urls) targets.push_back(target_of(url));
  if (options.url_file.empty()) return targets;
  std::ranges::move(listed_targets(options.url_file), std::back_inserter(targets));
  if (targets.empty())
    throw usage_error(fmt::format("the URL list '{}' is empty: write one URL a line", options.url_file));
  return targets;
}

void refuse_without_taker(const std::vector<net::url>& targets,
                          const std::vector<std::string>& scenario_names) {
  const auto takes = [](const std::string& name) { return find_scenario(name).takes_targets; };
  if (targets.empty() || std::ranges::any_of(scenario_names, takes)) return;
  throw usage_error(
      "no chosen scenario fetches URLs: --url and --urls go with image-download, api-calls and web-scrape");
}

}  // namespace

std::string checked_server(const std::string& text) {
  if (!target_of(text).where->user_info.empty())
    throw usage_error(
        fmt::format("--server '{}' has a user name, and 'concbench serve' knows no users: leave it out",
                    net::shown(text)));
  return text;
}

std::vector<net::url> read_targets(const run_options& options,
                                   const std::vector<std::string>& scenario_names) {
  auto targets = all_targets(options);
  refuse_without_taker(targets, scenario_names);
  return targets;
}

std::string read_authorities(const run_options& options) {
  if (options.ca_file.empty()) return "";
  auto pem = read_input_file(options.ca_file, "certificate authority");
  if (pem.empty()) throw usage_error(fmt::format("--ca '{}': the file is empty", options.ca_file));
  try {
    net::client_tls(pem, false).get();
  } catch (const std::runtime_error& e) {
    throw usage_error(fmt::format("--ca '{}': {}", options.ca_file, e.what()));
  }
  return pem;
}

}  // namespace concbench::cli
