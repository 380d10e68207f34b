// `--expect-status`, `--compressed`, `--unix-socket`, `--connect-to`, `--proxy` and the variables for proxies in the
// environment: what holds for all requests to foreign servers.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/http/request.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// The variables of the environment that name proxies, by name: those that curl reads. HTTP_PROXY in capital letters is
/// not one of them, because a web server sets it from a header field of a request (CGI).
std::map<std::string, std::string> proxy_variables();

/// Reads these options. Throws usage_error for what cannot be used, for an option without `targets`, and for a --proxy
/// that no target would be reached by.
net::request_rules read_rules(const run_options& options, const std::vector<net::url>& targets);

/// Puts into `summary` what a report says about them.
void describe_rules(const net::request_rules& rules, const run_options& options, request_summary& summary);

}  // namespace concbench::cli
