// `--url`, `--urls` and `--ca`: foreign servers, and how to trust them.
#pragma once

#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// Returns `text`. Throws usage_error when it is no URL, or has a user name.
std::string checked_server(const std::string& text);

/// The URLs of --url and then of --urls. Blank lines, and lines that begin with #, are ignored. Throws usage_error for
/// a list that is empty or cannot be read, for a text that is no URL, and when no scenario in `scenario_names` fetches
/// URLs.
std::vector<net::url> read_targets(const run_options& options,
                                   const std::vector<std::string>& scenario_names);

/// The PEM text of the file of --ca; empty without it. Throws usage_error for a file without a certificate, and when
/// there are no `targets`: the own server, and one of --server, tell their authority themselves.
std::string read_authorities(const run_options& options, const std::vector<net::url>& targets);

}  // namespace concbench::cli
