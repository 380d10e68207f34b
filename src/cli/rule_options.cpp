// Texts to rules.
#include "cli/rule_options.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

constexpr std::array<const char*, 7> variables{"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
                                               "ALL_PROXY",  "no_proxy",    "NO_PROXY"};

void refuse_rules_without_targets(const run_options& options, const std::vector<net::url>& targets) {
  if (!targets.empty()) return;
  const auto refuse = [](std::string_view option) {
    throw usage_error(
        fmt::format("{} goes with --url or --urls: it is for servers that are not concbench's own", option));
  };
  if (!options.expected_statuses.empty()) refuse("--expect-status");
  if (options.compressed) refuse("--compressed");
  if (!options.unix_socket.empty()) refuse("--unix-socket");
  if (!options.connect_to.empty()) refuse("--connect-to");
  if (!options.proxy.empty()) refuse("--proxy");
}

/// Does `work`, whose std::invalid_argument becomes a usage_error that names the option.
template <class Work>
auto checked_option(std::string_view option, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::invalid_argument& e) {
    throw usage_error(fmt::format("{}: {}", option, e.what()));
  }
}

void check_socket(const std::string& path) {
  constexpr auto longest = sizeof(sockaddr_un::sun_path) - 1;
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("--unix-socket {}: {}", in_quotes(path), why));
  };
  if (path.size() > longest)
    refuse(fmt::format("a path of a socket has at most {} bytes; write a shorter one, such as a relative one",
                       longest));
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) refuse(std::generic_category().message(errno));
  if (!S_ISSOCK(found.st_mode)) refuse("it is no socket");
}

/// The value of the first variable that is set, also if it is empty: that means no proxy.
std::string first_set(const run_options& options, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (const auto found = options.proxy_variables.find(name); found != options.proxy_variables.end())
      return found->second;
  return "";
}

/// The elements of no_proxy, between commas or spaces.
std::vector<std::string> elements_of(std::string_view text) {
  std::vector<std::string> elements;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(", \t"), text.size());
    if (end > 0) elements.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return elements;
}

void read_proxies(const run_options& options, net::routing& routes) {
  routes.no_proxy = elements_of(first_set(options, {"no_proxy", "NO_PROXY"}));
  if (!options.proxy.empty()) {
    if (options.proxy.find("://") == std::string::npos)  // not shown: it may have a password
      throw usage_error("--proxy has no scheme: write it as http://HOST:PORT");
    routes.http_proxy = routes.https_proxy = options.proxy;
    checked_option("--proxy", [&] { return net::parse_proxy(options.proxy); });
    return;
  }
  routes.http_proxy = first_set(options, {"http_proxy", "all_proxy", "ALL_PROXY"});
  routes.https_proxy = first_set(options, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
}

bool uses_proxy(const net::routing& routes, const net::url& target) {
  const auto route = routes.route_to(*target.where);
  return route &&
         (route->way == net::origin_route::kind::proxy || route->way == net::origin_route::kind::tunnel);
}

bool can_be_used(const std::string& proxy) {
  try {
    net::parse_proxy(proxy);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

/// Leaves out proxies of the environment where no target uses one, so that a report does not name them. Where some does,
/// the proxy for the other scheme stays, since a redirect may lead to it, unless it is none that can be used.
void keep_what_is_used(const run_options& options, const std::vector<net::url>& targets,
                       net::routing& routes) {
  const auto is_used_for = [&](bool tls) {
    return std::ranges::any_of(
        targets, [&](const net::url& each) { return each.where->tls == tls && uses_proxy(routes, each); });
  };
  const bool http = is_used_for(false);
  const bool https = is_used_for(true);
  const bool none = !http && !https;
  if (!options.proxy.empty() && none)
    throw usage_error(
        "--proxy has no effect: no proxy is used for servers on this machine, nor for those that no_proxy in the "
        "environment names; leave it out");
  if (none) routes.no_proxy.clear();
  if (none || (!http && !can_be_used(routes.http_proxy))) routes.http_proxy.clear();
  if (none || (!https && !can_be_used(routes.https_proxy))) routes.https_proxy.clear();
}

}  // namespace

std::map<std::string, std::string> proxy_variables() {
  std::map<std::string, std::string> set;
  for (const auto* name : variables)
    if (const char* value = std::getenv(name); value != nullptr) set[name] = value;
  return set;
}

net::request_rules read_rules(const run_options& options, const std::vector<net::url>& targets) {
  refuse_rules_without_targets(options, targets);
  net::request_rules rules;
  if (targets.empty()) return rules;
  if (!options.expected_statuses.empty())
    rules.expected =
        checked_option("--expect-status", [&] { return net::status_set::parse(options.expected_statuses); });
  rules.decodes = options.compressed;
  auto& routes = rules.routes;
  if (!options.unix_socket.empty() && (!options.connect_to.empty() || !options.proxy.empty()))
    throw usage_error("--unix-socket takes the place of all hosts: leave --connect-to and --proxy out");
  if (!options.connect_to.empty() && !options.proxy.empty())
    throw usage_error("--connect-to and --proxy both say where connections lead: leave one of them out");
  if (!options.unix_socket.empty()) {
    check_socket(options.unix_socket);
    routes.unix_socket = options.unix_socket;
    return rules;
  }
  for (const auto& each : options.connect_to)
    routes.others.push_back(checked_option("--connect-to", [&] { return net::parse_connect_to(each); }));
  read_proxies(options, routes);
  checked_option("a proxy in the environment", [&] { keep_what_is_used(options, targets, routes); });
  return rules;
}

void describe_rules(const net::request_rules& rules, const run_options& options, request_summary& summary) {
  summary.insecure = options.insecure;
  summary.expected = rules.expected.text();
  summary.compressed = rules.decodes;
  const auto& routes = rules.routes;
  const auto add = [&](std::string_view option, std::string_view value) {
    summary.routes.push_back(fmt::format("{} {}", option, single_line(value)));
  };
  if (!routes.unix_socket.empty()) add("--unix-socket", routes.unix_socket);
  for (const auto& each : options.connect_to) add("--connect-to", each);
  if (!routes.http_proxy.empty()) add("proxy for http", net::parse_proxy(routes.http_proxy).where->name);
  if (!routes.https_proxy.empty()) add("proxy for https", net::parse_proxy(routes.https_proxy).where->name);
}

}  // namespace concbench::cli
