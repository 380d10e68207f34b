// What the user asked `concbench run` for, and the plan that follows from it.
#pragma once

#include <cstdint>
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
  std::optional<std::string> rate = {};  ///< "2000/s"
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
  std::string user = {};
  std::optional<std::string> password = {};  ///< for `user`, read from the environment
  bool insecure = false;
  std::string server = {};
  std::vector<std::string> workers = {};  ///< "name=command"
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
