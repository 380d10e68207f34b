// `--header`, `--method`, `--data`, `--user` and `--insecure`: what is sent to foreign servers.
//
// All of it may be secret. None of it goes where others can read it: into the command line of a worker, a
// message, a report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/http/request.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// What requests have besides their targets, the file behind --data read. Throws usage_error for what cannot be
/// sent, in words that show no value, and for all of it where there are no `targets`.
net::request_parts read_request(const run_options& options, const std::vector<net::url>& targets);

/// Takes the password out of the environment (CONCBENCH_PASSWORD), so that no process that is started gets it; none
/// when it is not set. To be called while there is one thread.
std::optional<std::string> take_password();

/// `targets`, those without a user name with the one of --user and its password. Throws usage_error where there
/// is none, and where a header field says another thing.
std::vector<net::url> with_credentials(std::vector<net::url> targets, const run_options& options,
                                       const net::request_parts& request);

/// All in a request that nobody else may see: values of header fields, the body, passwords, and the parts of 5 bytes
/// and more of these values and of a body of up to 64 KiB. The longest ones first.
std::vector<std::string> secrets_in(const net::request_parts& request, const std::vector<net::url>& targets);

/// What has to be known before it is sent: that header fields which may be secret go to several origins (--header to all of
/// `targets`, --user to those without a user of their own, so that these are the targets before with_credentials). Empty where
/// each goes to one, and where there are none. At most 2,000 characters.
std::string shared_secret_text(const run_options& options, const net::request_parts& request,
                               const std::vector<net::url>& targets);

/// What the report says of it.
request_summary summary_of(const net::request_parts& request, bool insecure);

}  // namespace concbench::cli
