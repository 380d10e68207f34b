// From texts to a plan; every error names the thing, its value and what is allowed.
#include "cli/run_options.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "analysis/interval.hpp"
#include "cli/assignment.hpp"
#include "cli/executor_choice.hpp"
#include "cli/rate_option.hpp"
#include "cli/sweep_option.hpp"
#include "core/registry.hpp"
#include "core/speedups.hpp"
#include "net/client.hpp"
#include "net/url.hpp"
#include "system/error.hpp"

namespace concbench::cli {
namespace {

/// The scenarios asked for, each once, in the order given; "all" or nothing means every one.
std::vector<std::string> chosen_scenarios(const std::vector<std::string>& asked) {
  std::vector<std::string> names;
  for (const auto& each : asked)
    if (each != "all" && std::ranges::find(names, find_scenario(each).name) == names.end())
      names.push_back(each);
  if (asked.empty() || std::ranges::find(asked, "all") != asked.end()) {
    names.clear();
    for (const auto& each : scenarios()) names.push_back(each.name);
  }
  return names;
}

std::string read_file(const std::string& path, std::string_view what) {
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("cannot read the {} '{}': {}", what, path, why));
  };
  if (std::filesystem::is_directory(path)) refuse("it is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(std::generic_category().message(errno));
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string trimmed(const std::string& line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t\r") + 1 - first);
}

std::string checked_url(const std::string& text) {
  try {
    net::parse_url(text);
  } catch (const std::invalid_argument& e) {
    throw usage_error(e.what());
  }
  return text;
}

/// --url and --urls together, in that order. Lines that are blank or begin with # are passed over.
std::vector<std::string> read_targets(const run_options& options) {
  std::vector<std::string> targets;
  for (const auto& url : options.urls) targets.push_back(checked_url(url));
  if (options.url_file.empty()) return targets;
  std::istringstream lines(read_file(options.url_file, "URL list"));
  for (std::string line; std::getline(lines, line);)
    if (const auto url = trimmed(line); !url.empty() && url.front() != '#')
      targets.push_back(checked_url(url));
  if (targets.empty())
    throw usage_error(fmt::format("the URL list '{}' is empty: write one URL a line", options.url_file));
  return targets;
}

std::string read_authorities(const run_options& options) {
  if (options.ca_file.empty()) return "";
  auto pem = read_file(options.ca_file, "certificate authority");
  if (pem.empty()) throw usage_error(fmt::format("--ca '{}': the file is empty", options.ca_file));
  try {
    net::client_tls(pem, false).get();
  } catch (const std::runtime_error& e) {
    throw usage_error(fmt::format("--ca '{}': {}", options.ca_file, e.what()));
  }
  return pem;
}

/// The values of one scenario; counts in `used` which assignments applied.
parameter_values values_of(const scenario_declaration& declared, profile chosen_profile,
                           const std::vector<assignment>& assignments, std::vector<bool>& used) {
  parameter_values values(declared.parameters, chosen_profile);
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    if (!assignments[i].concerns(declared)) continue;
    const auto* parameter = find_parameter(declared, assignments[i].key);
    if (parameter == nullptr) continue;
    values.set(parse_value(*parameter, assignments[i].value));
    used[i] = true;
  }
  return values;
}

/// What a sweep must leave alone: all that has been given a value.
std::vector<assignment> fixed_values(const run_options& options, std::vector<assignment> parameters) {
  for (auto& each : parameters) each.text = "-p " + each.text;
  if (options.tasks) parameters.push_back({fmt::format("-n {}", *options.tasks), "", "tasks", ""});
  if (options.concurrency)
    parameters.push_back({fmt::format("-c {}", *options.concurrency), "", "concurrency", ""});
  return parameters;
}

std::uint64_t count_of(const parameter_value& value) {
  return static_cast<std::uint64_t>(std::get<std::int64_t>(value.value));
}

/// How much of a scenario is run, as far as it was asked for, and with which parameters.
struct work_asked_for {
  std::optional<std::uint64_t> tasks;
  std::optional<std::uint64_t> concurrency;
  double rate;
  parameter_values params;

  work_asked_for at(const sweep_point& point) const {
    auto there = *this;
    for (const auto& each : point) {
      if (each.name == "tasks") {
        there.tasks = count_of(each);
      } else if (each.name == "concurrency") {
        there.concurrency = count_of(each);
      } else {
        there.params.set(each);
      }
    }
    return there;
  }
};

std::uint64_t task_count(const run_options& options, const scenario_declaration& declared,
                         const scenario_setup& setup, std::optional<std::uint64_t> asked) {
  auto tasks = declared.tasks.at(options.profile);
  if (!setup.targets.empty()) tasks = setup.targets.size();
  if (declared.implied_tasks)
    if (const auto implied = declared.implied_tasks(setup)) tasks = implied;
  if (setup.rate > 0) tasks = default_tasks_at(setup.rate, declared);
  if (asked) tasks = *asked;
  if (tasks < 1 || tasks > declared.max_tasks)
    throw usage_error(fmt::format("{} cannot have {} tasks: allowed is 1 to {} (-n)", declared.name, tasks,
                                  declared.max_tasks));
  return tasks;
}

/// The setup that all executors of a scenario share.
scenario_setup setup_of(const run_options& options, const scenario_declaration& declared, work_asked_for work,
                        const std::vector<std::string>& targets, const std::string& authorities) {
  scenario_setup setup;
  setup.params = std::move(work.params);
  setup.seed = options.seed;
  setup.rate = work.rate;
  if (declared.takes_targets) {
    setup.targets = targets;
    setup.ca_pem = authorities;
  }
  setup.tasks = task_count(options, declared, setup, work.tasks);
  // Default for work that waits: all at once, up to 256.
  setup.concurrency = std::min(setup.tasks, work.concurrency.value_or(256));
  if (declared.check) declared.check(setup);
  return setup;
}

/// Points of a sweep at which more tasks may be alive at once than there are: the work is that of a smaller
/// value, and is not done twice.
class idle_limits {
 public:
  bool leaves_out(const sweep_point& point, const scenario_setup& setup) {
    const auto limit = std::ranges::find(point, "concurrency", &parameter_value::name);
    if (limit == point.end()) return false;
    auto& most_tasks = most_tasks_[count_of(*limit)];
    most_tasks = std::max(most_tasks, setup.tasks);
    return count_of(*limit) > setup.tasks;
  }

  /// Throws usage_error when a value is left out at every point.
  void refuse_useless(std::string_view scenario) const {
    for (const auto& [limit, tasks] : most_tasks_)
      if (limit > tasks)
        throw usage_error(
            fmt::format("cannot sweep concurrency up to {}: {} has {} tasks; give it more (-n), "
                        "or end the sweep at {}",
                        limit, scenario, tasks, tasks));
  }

 private:
  std::map<std::uint64_t, std::uint64_t> most_tasks_;  ///< by concurrency
};

duration time_limit(const run_options& options, duration expected_sequential) {
  if (options.timeout.empty()) return runner::default_time_limit(expected_sequential);
  const auto limit = parse_duration(options.timeout);
  if (!limit || *limit < std::chrono::milliseconds(1))
    throw usage_error(fmt::format("--timeout cannot be '{}': allowed is a duration such as 90s, at least 1ms",
                                  options.timeout));
  return *limit;
}

void refuse_targets_without_taker(const std::vector<std::string>& targets,
                                  const std::vector<std::string>& scenario_names) {
  const auto takes = [](const std::string& name) { return find_scenario(name).takes_targets; };
  if (targets.empty() || std::ranges::any_of(scenario_names, takes)) return;
  throw usage_error("no chosen scenario fetches URLs: --url and --urls go with image-download and api-calls");
}

/// Rounds and warm-up rounds of each profile.
constexpr per_profile<std::uint64_t> default_rounds{7, 10, 1};
constexpr per_profile<std::uint64_t> default_warmup{1, 1, 0};

double precision_of(const run_options& options) {
  if (options.precision.empty()) return 0;
  const auto precision = parse_percent(options.precision);
  if (!precision || *precision < 1e-4 || *precision > 10)
    throw usage_error(fmt::format(
        "--precision cannot be '{}': allowed is the width of an interval such as 2%, from 0.01% to 1000%",
        options.precision));
  return *precision;
}

duration budget_of(const run_options& options) {
  if (options.budget.empty()) return duration::zero();
  const auto budget = parse_duration(options.budget);
  if (!budget || *budget < std::chrono::milliseconds(1))
    throw usage_error(fmt::format("--budget cannot be '{}': allowed is a duration such as 60s, at least 1ms",
                                  options.budget));
  return *budget;
}

/// Rounds: a fixed number, or the most of them where a width or a budget ends them.
std::int64_t rounds_of(const run_options& options, const plan& asked) {
  constexpr std::int64_t most = 100'000;
  if (options.rounds) return static_cast<std::int64_t>(*options.rounds);
  if (asked.precision > 0) {
    auto endless = asked;
    endless.rounds = most;
    return most_rounds(endless, asked.executors.size());
  }
  if (asked.budget_ns > 0) return most;
  return static_cast<std::int64_t>(default_rounds.at(options.profile));
}

/// How long a further worker may take to say what it can do.
duration patience(const run_options& options) {
  return options.timeout.empty() ? std::chrono::seconds(10) : time_limit(options, duration::zero());
}

plan asked_for(const run_options& options, const std::vector<chosen_executor>& executors) {
  plan asked;
  asked.command = options.command;
  asked.profile = to_string(options.profile);
  asked.seed = options.seed;
  asked.precision = precision_of(options);
  asked.budget_ns = budget_of(options).count();
  asked.warmup = static_cast<std::int64_t>(options.warmup.value_or(default_warmup.at(options.profile)));
  asked.scenarios = chosen_scenarios(options.scenarios);
  for (const auto& each : executors) asked.executors.push_back(each.full_name());
  asked.baseline = choose_baseline(options.baseline, executors);
  asked.rounds = rounds_of(options, asked);
  asked.workers = worker_programs(options.workers);
  asked.cpus = options.cpus.text();
  asked.server_cpus = options.server_cpus.text();
  return asked;
}

/// The rounds in which all pairs of executors at all values of a sweep can be resolved together: without them
/// the standard profile could state no crossover.
std::int64_t rounds_for_crossovers(const runner::run_plan& plan) {
  if (plan.asked.sweeps.empty()) return 0;
  const auto executors = runner::cells_of_group(plan, 0).size();
  const auto comparisons = plan.asked.sweeps.front().values.size() * executors * (executors - 1) / 2;
  if (comparisons == 0) return 0;
  return static_cast<std::int64_t>(
      analysis::least_values_for_sign_interval(comparison_alpha(plan.asked, comparisons)));
}

/// The same work under each executor.
void add_group(runner::run_plan& plan, const run_options& options,
               const std::vector<chosen_executor>& executors, const scenario_declaration& declared,
               scenario_setup setup, const std::string& point) {
  const auto group = plan.cells.empty() ? 0 : plan.cells.back().group + 1;
  const auto expected = expected_time(declared, setup);
  for (const auto& executor : executors) {
    setup.executor = executor.name;
    const bool shared = executor.is_concurrent() && setup.rate == 0;
    const auto lanes = shared ? static_cast<std::int64_t>(setup.concurrency) : 1;
    plan.cells.push_back({.group = group,
                          .scenario = &declared,
                          .setup = setup,
                          .time_limit = time_limit(options, expected),
                          .expected = expected / lanes,
                          .worker = executor.worker,
                          .refusal = executor.refusal_of(declared.name),
                          .point = point});
  }
}

}  // namespace

runner::run_plan make_plan(const run_options& options) {
  if (!options.server.empty() && !options.server_cpus.empty())
    throw usage_error(
        fmt::format("--server-cpus binds the run's own server, and --server '{}' takes its place: start that "
                    "one with taskset",
                    options.server));
  const auto executors =
      choose_executors(options.executors, describe_workers(options.workers, patience(options)));
  runner::run_plan plan;
  plan.asked = asked_for(options, executors);
  plan.cpus = options.cpus;
  plan.server_cpus = options.server_cpus;
  plan.asked.targets = read_targets(options);
  plan.asked.server = options.server.empty() ? "" : checked_url(options.server);
  plan.program = "/proc/self/exe";
  const auto authorities = read_authorities(options);
  const auto& names = plan.asked.scenarios;
  refuse_targets_without_taker(plan.asked.targets, names);
  plan.asked.rate = read_rate(options.rate, names);

  std::vector<assignment> assignments;
  for (const auto& each : options.parameters)
    assignments.push_back(parse_assignment("-p", "delay=200ms", each, names));
  std::vector<bool> used(assignments.size(), false);
  std::vector<work_asked_for> work;
  for (const auto& name : names)
    work.push_back({options.tasks, options.concurrency, plan.asked.rate,
                    values_of(find_scenario(name), options.profile, assignments, used)});
  if (const auto unused = std::ranges::find(used, false); unused != used.end())
    refuse_unknown_key(assignments[static_cast<std::size_t>(unused - used.begin())], names);
  const sweep_options sweeps(options.sweeps, names, fixed_values(options, assignments));
  plan.asked.sweeps = sweeps.described();

  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& declared = find_scenario(names[i]);
    idle_limits idle;
    for (const auto& point : sweeps.points_of(declared)) {
      const auto setup = setup_of(options, declared, work[i].at(point), plan.asked.targets, authorities);
      if (!idle.leaves_out(point, setup))
        add_group(plan, options, executors, declared, setup, to_text(point));
    }
    idle.refuse_useless(declared.name);
  }
  if (options.profile == profile::standard && !options.rounds && plan.asked.precision == 0)
    plan.asked.rounds = std::max(plan.asked.rounds, rounds_for_crossovers(plan));
  return plan;
}

}  // namespace concbench::cli
