// `--url`, `--urls` and `--ca`: foreign servers, and how to trust them.
#pragma once

#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/http/request.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// Returns `text`. Throws usage_error when it is no URL, or has a user name.
std::string checked_server(const std::string& text);

/// The foreign targets that options name.
struct named_targets {
  std::vector<net::url> urls;
  /// What is sent to each of them, where the file of --urls says that of its targets; otherwise empty.
  std::vector<net::request_parts> requests = {};
  /// What the file has and is not sent, as texts for a warning.
  std::vector<std::string> left_out = {};
};

/// The URLs of --url and then of --urls, which is a list of URLs, a list in vegeta's target format or a HAR file.
/// Throws usage_error for a file that is empty or cannot be read, for a text that is no URL, and when no scenario in
/// `scenario_names` fetches URLs.
named_targets read_targets(const run_options& options, const std::vector<std::string>& scenario_names);

/// Adds `common`, which options say about all requests, to the requests of `targets`, if it has any: the targets of --url
/// get all of it, and those of the file the header fields that they do not have. Throws usage_error when there is also
/// a method or a body in it.
void add_common(const net::request_parts& common, const run_options& options, named_targets& targets);

/// The PEM text of the file of --ca; empty without it. Throws usage_error for a file without a certificate, and when
/// there are no `targets`: the own server, and one of --server, tell their authority themselves.
std::string read_authorities(const run_options& options, const std::vector<net::url>& targets);

}  // namespace concbench::cli
