// `--url`, `--urls` and `--ca`: foreign servers to fetch from.
#pragma once

#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// The text itself. Throws usage_error when it is no URL, or has a user name.
std::string checked_server(const std::string& text);

/// --url and --urls together, in that order; lines that are blank or begin with # are passed over. Throws
/// usage_error for a list that cannot be read or is empty, for what is no URL, and where no scenario among
/// `scenario_names` fetches any.
std::vector<net::url> read_targets(const run_options& options,
                                   const std::vector<std::string>& scenario_names);

/// The PEM text behind --ca, or nothing. Throws usage_error for a file without a certificate, and where there are no
/// `targets`: the own server, also that of --server, says itself which authority it has.
std::string read_authorities(const run_options& options, const std::vector<net::url>& targets);

}  // namespace concbench::cli
