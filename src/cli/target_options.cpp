// Files and URLs, checked before anything runs.
#include "cli/target_options.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

#include "cli/url_list.hpp"
#include "core/registry.hpp"
#include "net/client.hpp"
#include "system/units.hpp"

namespace concbench::cli {
namespace {

std::string read_file(const std::string& path, std::string_view what) {
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("cannot read the {} '{}': {}", what, path, why));
  };
  std::error_code none;
  if (std::filesystem::is_directory(path, none)) refuse("it is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(std::generic_category().message(errno));
  constexpr byte_size most{64ULL << 20};
  std::string text;
  char part[64 * 1024];
  while (file.read(part, sizeof part), file.gcount() > 0) {
    text.append(part, static_cast<std::size_t>(file.gcount()));
    if (text.size() > most.count) refuse(fmt::format("it is larger than {}", exact_text(most)));
  }
  return text;
}

std::vector<std::string> all_targets(const run_options& options) {
  std::vector<std::string> targets;
  for (const auto& url : options.urls) targets.push_back(target_of(url));
  if (options.url_file.empty()) return targets;
  std::ranges::move(read_url_list(read_file(options.url_file, "URL list"), options.url_file),
                    std::back_inserter(targets));
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
  target_of(text);
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
