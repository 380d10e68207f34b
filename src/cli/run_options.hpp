// What `concbench run` was asked for, and the plan that it means.
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

/// The command line as it was typed: texts are checked when the plan is made.
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
  std::string ca_file = {};
  std::string method = {};                ///< empty: GET, or POST with data
  std::vector<std::string> headers = {};  ///< "Name: value"
  std::optional<std::string> data = {};   ///< a body, or "@file", or "@-"
  std::string user = {};
  std::optional<std::string> password = {};  ///< of `user`, from the environment
  bool insecure = false;
  std::string server = {};
  std::vector<std::string> workers = {};  ///< "name=command"
  cpu_list cpus = {};                     ///< for workers; none: not bound
  cpu_list server_cpus = {};
  bool timeline = false;
  std::string command = {};  ///< the whole command line, quoted

  report_output output = {};
  bool quiet = false;
};

/// The plan that `options` ask for, or usage_error that names what cannot be had. Reads the files of URLs, of
/// authorities and of data, and starts every further worker once, to ask what it can do.
runner::run_plan make_plan(const run_options& options);

}  // namespace concbench::cli
