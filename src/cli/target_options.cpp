// Files and URLs, checked before anything runs.
#include "cli/target_options.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "cli/request_options.hpp"
#include "cli/target_list.hpp"
#include "cli/url_list.hpp"
#include "core/input_file.hpp"
#include "core/registry.hpp"
#include "net/client/client.hpp"
#include "net/http/url.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

named_targets all_targets(const run_options& options) {
  named_targets all;
  for (const auto& url : options.urls) all.urls.push_back(target_of(url));
  if (options.url_file.empty()) return all;
  const auto text = read_input_file(options.url_file, "URL list");
  const bool har = is_har(text);
  if (!har && !is_vegeta_list(text)) {
    std::ranges::move(read_url_list(text, options.url_file), std::back_inserter(all.urls));
    return all;
  }
  auto list = har ? read_har(text, options.url_file) : read_vegeta_list(text, options.url_file);
  all.requests.resize(all.urls.size());
  for (auto& [where, request] : list.targets) {
    all.urls.push_back(std::move(where));
    all.requests.push_back(std::move(request));
  }
  all.left_out = std::move(list.left_out);
  return all;
}

void refuse_without_taker(const std::vector<net::url>& targets,
                          const std::vector<std::string>& scenario_names) {
  const auto takes = [](const std::string& name) { return find_scenario(name).takes_targets; };
  if (targets.empty() || std::ranges::any_of(scenario_names, takes)) return;
  throw usage_error(fmt::format("no chosen scenario fetches URLs: --url and --urls go with {}",
                                listed(scenarios_that(&scenario_declaration::takes_targets))));
}

}  // namespace

std::string checked_server(const std::string& text) {
  if (!target_of(text).where->user_info.empty())
    throw usage_error(
        fmt::format("--server '{}' has a user name, and 'concbench serve' knows no users: leave it out",
                    net::shown(text)));
  return text;
}

named_targets read_targets(const run_options& options, const std::vector<std::string>& scenario_names) {
  auto targets = all_targets(options);
  refuse_without_taker(targets.urls, scenario_names);
  return targets;
}

void add_common(const net::request_parts& common, const run_options& options, named_targets& targets) {
  for (std::size_t i = 0; i < targets.requests.size(); ++i) {
    auto& request = targets.requests[i];
    if (i < options.urls.size()) {
      request = common;
    } else {
      request = with_common_fields(std::move(request), common);
    }
  }
}

std::string read_authorities(const run_options& options, const std::vector<net::url>& targets) {
  if (options.ca_file.empty()) return "";
  if (targets.empty())
    throw usage_error(fmt::format(
        "--ca {} goes with --url or --urls: concbench's own server, also that of --server, says itself which "
        "authority it has; leave --ca out",
        in_quotes(options.ca_file)));
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
