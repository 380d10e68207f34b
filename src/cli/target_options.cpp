// Files and URLs, checked before anything runs.
#include "cli/target_options.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "core/registry.hpp"
#include "net/client.hpp"
#include "net/url.hpp"

namespace concbench::cli {
namespace {

std::string read_file(const std::string& path, std::string_view what) {
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("cannot read the {} '{}': {}", what, path, why));
  };
  if (std::filesystem::is_directory(path)) refuse("it is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(std::generic_category().message(errno));
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string trimmed(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

std::vector<std::string> all_targets(const run_options& options) {
  std::vector<std::string> targets;
  for (const auto& url : options.urls) targets.push_back(checked_url(url));
  if (options.url_file.empty()) return targets;
  std::istringstream lines(read_file(options.url_file, "URL list"));
  for (std::string line; std::getline(lines, line);)
    if (const auto url = trimmed(line); !url.empty() && url.front() != '#')
      targets.push_back(checked_url(url));
  if (targets.empty())
    throw usage_error(fmt::format("the URL list '{}' is empty: write one URL a line", options.url_file));
  return targets;
}

void refuse_without_taker(const std::vector<std::string>& targets,
                          const std::vector<std::string>& scenario_names) {
  const auto takes = [](const std::string& name) { return find_scenario(name).takes_targets; };
  if (targets.empty() || std::ranges::any_of(scenario_names, takes)) return;
  throw usage_error(
      "no chosen scenario fetches URLs: --url and --urls go with image-download, api-calls and web-scrape");
}

}  // namespace

std::string checked_url(const std::string& text) {
  try {
    net::parse_url(text);
  } catch (const std::invalid_argument& e) {
    throw usage_error(e.what());
  }
  return text;
}

std::vector<std::string> read_targets(const run_options& options,
                                      const std::vector<std::string>& scenario_names) {
  auto targets = all_targets(options);
  refuse_without_taker(targets, scenario_names);
  return targets;
}

std::string read_authorities(const run_options& options) {
  if (options.ca_file.empty()) return "";
  auto pem = read_file(options.ca_file, "certificate authority");
  if (pem.empty()) throw usage_error(fmt::format("--ca '{}': the file is empty", options.ca_file));
  try {
    net::client_tls(pem, false).get();
  } catch (const std::runtime_error& e) {
    throw usage_error(fmt::format("--ca '{}': {}", options.ca_file, e.what()));
  }
  return pem;
}

}  // namespace concbench::cli
