// `--header`, `--method`, `--data`, `--user` and `--insecure`: what is sent to foreign servers.
//
// All of it may be secret. None of it goes where others can read it: into the command line of a worker, a
// message, a report.
#pragma once

#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/request.hpp"
#include "net/url.hpp"

namespace concbench::cli {

/// What requests have besides their targets, the file behind --data read. Throws usage_error for what cannot be
/// sent, in words that show no value, and for all of it where there are no `targets`.
net::request_parts read_request(const run_options& options, const std::vector<net::url>& targets);

/// `targets`, those without a user name with the one of --user and the password from CONCBENCH_PASSWORD. Throws
/// usage_error where that is not set, and where a header field says another thing.
std::vector<net::url> with_credentials(std::vector<net::url> targets, const run_options& options,
                                       const net::request_parts& request);

/// All in a request that nobody else may see: values of header fields and their words, the body, passwords.
/// The longest ones first.
std::vector<std::string> secrets_in(const net::request_parts& request, const std::vector<net::url>& targets);

/// What the report says of it.
request_summary summary_of(const net::request_parts& request, bool insecure);

}  // namespace concbench::cli
