// What the user asked `concbench run` for, and the plan that follows from it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/report_output.hpp"
#include "core/parameters.hpp"
#include "runner/run_plan.hpp"
#include "system/cpu_list.hpp"

namespace concbench::cli {

/// The command line as it was typed. Its texts are checked when the plan is made.
struct run_options {
  std::vector<std::string> scenarios = {};
  std::vector<std::string> executors = {};
  std::vector<std::string> sweeps = {};      ///< "key=value,value" or "tasks=1..1000:x10"
  std::vector<std::string> parameters = {};  ///< "key=value" or "scenario.key=value"
  std::optional<std::uint64_t> tasks = {};
  std::optional<std::uint64_t> concurrency = {};
  enum profile profile = profile::standard;
  std::optional<std::uint64_t> rounds = {};
  std::optional<std::uint64_t> warmup = {};
  std::uint64_t seed = 1;
  std::string precision = {};            ///< "2%"
  std::string budget = {};               ///< "60s"
  std::optional<std::string> rate = {};  ///< "2000/s", "100/s..10000/s"
  std::optional<std::string> slo = {};   ///< "p99<50ms"
  std::string timeout = {};
  std::string allowed_errors = {};  ///< "2%"
  std::string baseline = {};
  std::vector<std::string> urls = {};
  std::string url_file = {};
  std::string inputs = {};  ///< a file with an input on each line; "-": standard input
  std::string ca_file = {};
  std::string method = {};                ///< empty: GET, or POST with data
  std::vector<std::string> headers = {};  ///< "Name: value"
  std::optional<std::string> data = {};   ///< a body, or "@file", or "@-"
  std::optional<std::string> json = {};   ///< the same, and the fields that JSON needs
  std::string user = {};
  std::optional<std::string> password = {};  ///< for `user`, read from the environment
  /// Asks the user for the password where there is none; returns nothing where nobody can be asked. May be empty.
  std::function<std::optional<std::string>(const std::string& user)> ask_password = {};
  std::string bearer_variable = {};        ///< the environment variable with a token
  std::optional<std::string> bearer = {};  ///< its value
  bool insecure = false;
  std::string expected_statuses = {};  ///< "200,404", "200-299"; empty: any success
  bool compressed = false;
  std::string unix_socket = {};
  std::vector<std::string> connect_to = {};  ///< "host:port:host:port"
  std::string proxy = {};
  std::map<std::string, std::string> proxy_variables = {};  ///< http_proxy and others, from the environment
  std::string server = {};
  std::vector<std::string> workers = {};  ///< "name=command", or the name of a worker of this program
  cpu_list cpus = {};                     ///< for workers; empty: they are not bound
  cpu_list server_cpus = {};
  bool timeline = false;
  std::string command = {};  ///< the whole command line, quoted

  report_output output = {};
  bool quiet = false;
};

/// Makes the plan that `options` ask for. Throws usage_error, which names what is impossible. It reads the files of
/// URLs, inputs, authorities and data, and starts every further worker once to ask what it can do.
runner::run_plan make_plan(const run_options& options);

}  // namespace concbench::cli
