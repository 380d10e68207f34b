// `--header`, `--method`, `--data`, `--json`, `--user`, `--bearer-env` and `--insecure`: what requests to foreign
// servers contain.
//
// All of it may be secret. None of it is written where others can read it: a worker's command line, a message, or a
// report.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/run_options.hpp"
#include "net/http/request.hpp"
#include "net/http/url.hpp"

namespace concbench::cli {

/// What requests contain besides their targets; the file of --data or --json is read. Throws usage_error for what
/// cannot be sent, without showing a value, and when any of it is given without `targets`.
net::request_parts read_request(const run_options& options, const std::vector<net::url>& targets);

/// `listed`, the request of a target in a list, with those header fields of the options that it does not have itself.
/// Throws usage_error when a method or a body is given as well.
net::request_parts with_common_fields(net::request_parts listed, const net::request_parts& common);

/// Removes a secret from the environment, so that no process that is started gets it. Empty when it is not set. Call it
/// while there is one thread.
std::optional<std::string> take_variable(const std::string& name);

/// The same for the password (CONCBENCH_PASSWORD).
std::optional<std::string> take_password();

/// `targets`, in which those without a user name get the one of --user and its password. Asks for the password where
/// there is none. Throws usage_error when there is nobody to ask.
std::vector<net::url> with_credentials(std::vector<net::url> targets, const run_options& options);

/// Throws usage_error when both a header field of `request` and a user name, of --user or in one of the targets that
/// get it, say who asks.
void refuse_two_users(const net::request_parts& request, const run_options& options,
                      std::span<const net::url> targets);

/// Everything in requests that nobody else may see: values of header fields, bodies, passwords (also of proxies), and
/// the parts of at least 5 bytes of these values and of a body of up to 64 KiB. The longest come first.
std::vector<std::string> secrets_in(const std::vector<net::request_parts>& requests,
                                    const std::vector<net::url>& targets, const net::routing& routes);

/// A warning that must be shown before anything is sent: header fields that may be secret will be sent to several
/// origins. --header is sent to all of `targets`, and --user to those without a user name of their own, so these are
/// the targets before with_credentials. Empty where each is sent to one origin, and where there are none. At most 2,000
/// characters.
std::string shared_secret_text(const run_options& options, const net::request_parts& request,
                               const std::vector<net::url>& targets);

/// What the report says about the requests, which are one for all targets, or one for each.
request_summary summary_of(const std::vector<net::request_parts>& requests);

}  // namespace concbench::cli
