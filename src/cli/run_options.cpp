// From texts to a plan; every error names the thing, its value and what is allowed.
#include "cli/run_options.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "cli/assignment.hpp"
#include "cli/executor_choice.hpp"
#include "cli/rate_option.hpp"
#include "cli/request_options.hpp"
#include "cli/round_options.hpp"
#include "cli/rule_options.hpp"
#include "cli/sweep_option.hpp"
#include "cli/target_options.hpp"
#include "cli/time_limit.hpp"
#include "core/input_file.hpp"
#include "core/input_lines.hpp"
#include "core/refusal.hpp"
#include "core/registry.hpp"
#include "system/counted.hpp"
#include "system/cpu_count.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

/// Whether a parameter of the scenario is among those that were given, for it or for all scenarios.
bool is_given(const std::string& parameter, const std::string& scenario, const run_options& options) {
  const auto gives = [&](const std::string& text) {
    return text.starts_with(parameter + "=") || text.starts_with(scenario + "." + parameter + "=");
  };
  return std::ranges::any_of(options.parameters, gives) || std::ranges::any_of(options.sweeps, gives);
}

/// The scenarios asked for, each once, in the order given; "all" or nothing means every one for which there is work.
std::vector<std::string> chosen_scenarios(const run_options& options, const further_workers& workers) {
  std::vector<std::string> asked;
  for (const auto& each : options.scenarios) asked.push_back(scenario_called(each, workers));
  std::vector<std::string> names;
  for (const auto& each : asked)
    if (each != "all" && std::ranges::find(names, find_scenario(each).name) == names.end())
      names.push_back(each);
  if (asked.empty() || std::ranges::find(asked, "all") != asked.end()) {
    names.clear();
    for (const auto& each : scenarios())
      if (each.required_parameter.empty() || is_given(each.required_parameter, each.name, options) ||
          std::ranges::find(asked, each.name) != asked.end())
        names.push_back(each.name);
  }
  return names;
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

/// Throws usage_error for a parameter that none of the scenarios can use with the servers that they fetch from, unless
/// it has its default value.
void refuse_without_effect(const std::vector<assignment>& assignments, const std::vector<std::string>& names,
                           profile chosen, bool with_targets) {
  for (const auto& each : assignments) {
    const auto takes = [&](const std::string& name) {
      const auto& declared = find_scenario(name);
      const auto* known = each.concerns(declared) ? find_parameter(declared, each.key) : nullptr;
      if (known == nullptr || known->only_for == target_kind::any) return known != nullptr;
      if (each.value == known->defaults.at(chosen)) return true;
      const bool foreign = declared.takes_targets && with_targets;
      return known->only_for == (foreign ? target_kind::foreign : target_kind::own);
    };
    if (std::ranges::none_of(names, takes))
      throw usage_error(fmt::format("-p {} has no effect {}", each.text,
                                    with_targets ? "with --url and --urls: it is for concbench's own server"
                                                 : "without --url or --urls: it is for servers of others"));
  }
}

/// What a sweep must not change: everything that was given a value.
std::vector<assignment> fixed_values(const run_options& options, std::vector<assignment> parameters) {
  for (auto& each : parameters) each.text = "-p " + each.text;
  if (options.tasks) parameters.push_back({fmt::format("-n {}", *options.tasks), "", "tasks", ""});
  if (options.concurrency)
    parameters.push_back({fmt::format("-c {}", *options.concurrency), "", "concurrency", ""});
  return parameters;
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
                         const scenario_setup& setup, std::uint64_t inputs,
                         std::optional<std::uint64_t> asked) {
  auto tasks = declared.tasks.at(options.profile);
  if (!setup.inputs.empty()) tasks = inputs;
  if (declared.takes_targets && !setup.targets.empty()) tasks = setup.targets.size();
  if (declared.implied_tasks)
    if (const auto implied = declared.implied_tasks(setup)) tasks = implied;
  if (setup.rate > 0) tasks = default_tasks_at(setup.rate, declared);
  if (asked) tasks = *asked;
  if (tasks < 1 || tasks > declared.max_tasks)
    throw usage_error(fmt::format("{} cannot have {} tasks: allowed is 1 to {} (-n)", declared.name, tasks,
                                  declared.max_tasks));
  return tasks;
}

/// Tasks that wait have 256 lanes; tasks that compute have as many as there are CPUs for them; each actor has one.
std::uint64_t default_concurrency(const run_options& options, const scenario_declaration& declared,
                                  const scenario_setup& setup) {
  if (declared.actors) return declared.actors(setup);
  if (!declared.computes) return 256;
  auto count = cpu_count::now();
  if (!options.cpus.empty()) count.affinity = options.cpus.size();  // the workers'
  return count.usable();
}

/// The inputs of tasks, read before anything runs.
struct given_inputs {
  std::string bytes;
  std::uint64_t count = 0;  ///< 0: none were given
};

given_inputs read_inputs(const run_options& options, const std::vector<std::string>& names) {
  if (options.inputs.empty()) return {};
  if (std::ranges::none_of(names, [](const auto& name) { return find_scenario(name).takes_inputs; }))
    throw usage_error(fmt::format("no chosen scenario takes --inputs: it goes with {}",
                                  listed(scenarios_that(&scenario_declaration::takes_inputs))));
  const bool standard_input = options.inputs == "-";
  given_inputs read{read_input_file(standard_input ? "/dev/stdin" : options.inputs, "inputs", most_inputs)};
  read.count = input_lines(read.bytes, standard_input ? "standard input" : options.inputs).size();
  return read;
}

/// A request that parameters name, with what options say about it.
struct completed_request {
  named_request named;
  std::string target;  ///< with the user name and the password
  std::shared_ptr<const net::request_parts> parts;
};

bool is_same(const named_request& one, const named_request& other) {
  return one.method == other.method && one.where.text() == other.where.text();
}

/// What is fetched instead of the own server's pages, and how.
struct foreign_servers {
  std::vector<std::string> targets = {};
  std::shared_ptr<const net::request_parts> request;
  std::vector<std::shared_ptr<const net::request_parts>> own_requests = {};
  std::vector<completed_request> named = {};  ///< each once
  std::shared_ptr<const net::request_rules> rules;
  std::string authorities;
};

/// What is sent for requests that parameters name. `common` is what options say about all requests.
std::vector<net::request_parts> parts_of(const std::vector<named_request>& named, const run_options& options,
                                         const net::request_parts& common, bool with_targets) {
  if (named.empty()) return {};
  if (!with_targets && !options.method.empty())
    throw usage_error(
        fmt::format("--method {} goes with --url or --urls: a URL in a parameter has its method there",
                    in_quotes(options.method)));
  auto without_body = options;
  without_body.data.reset();
  without_body.json.reset();
  without_body.method.clear();
  const auto plain = read_request(without_body, {named.front().where});
  const auto has_body = [](const named_request& each) {
    return each.method != "GET" && each.method != "HEAD";
  };
  if (!with_targets && (options.data || options.json) && std::ranges::none_of(named, has_body))
    throw usage_error(
        fmt::format("{} has no effect: a GET or HEAD has no body; write a method that has, such as POST",
                    options.json ? "--json" : "--data"));
  std::vector<net::request_parts> all;
  for (const auto& each : named) {
    all.push_back(has_body(each) ? common : plain);
    all.back().method = each.method;
  }
  return all;
}

/// Reads all of it, and puts into `plan` what may be shown of it, and what may not. `named` are the requests that
/// parameters name.
foreign_servers read_foreign_servers(const run_options& options, const std::vector<named_request>& named,
                                     runner::run_plan& plan) {
  auto& asked = plan.asked;
  auto listed = read_targets(options, asked.scenarios);
  auto& targets = listed.urls;
  const auto target_count = targets.size();
  auto all = targets;  // and then those of `named`
  for (const auto& each : named) all.push_back(each.where);
  const auto request = read_request(options, all);
  add_common(request, options, listed);
  if (!listed.left_out.empty())
    plan.warnings.push_back(
        fmt::format("left out of {}: {}", in_quotes(options.url_file), fmt::join(listed.left_out, "; ")));
  if (auto shared = shared_secret_text(options, request, all); !shared.empty())
    plan.warnings.push_back(std::move(shared));
  auto requests = listed.requests.empty() ? std::vector{request} : listed.requests;
  const auto rules = read_rules(options, all);
  for (std::size_t i = 0; i < requests.size(); ++i)
    refuse_two_users(requests[i], options,
                     requests.size() == 1 ? std::span(targets) : std::span(targets).subspan(i, 1));
  const auto parts = parts_of(named, options, request, target_count > 0);
  for (std::size_t i = 0; i < parts.size(); ++i)
    refuse_two_users(parts[i], options, std::span(all).subspan(target_count + i, 1));
  if (target_count == 0 && !named.empty()) requests.clear();
  requests.insert(requests.end(), parts.begin(), parts.end());
  all = with_credentials(std::move(all), options);
  asked.request = summary_of(requests);
  describe_rules(rules, options, asked.request);
  for (auto& each : all) each = rules.routes.routed(std::move(each));
  plan.secrets = secrets_in(requests, all, rules.routes);
  foreign_servers read{.request = std::make_shared<const net::request_parts>(request),
                       .rules = std::make_shared<const net::request_rules>(rules),
                       .authorities = read_authorities(options, all)};
  for (const auto& each : listed.requests)
    read.own_requests.push_back(std::make_shared<const net::request_parts>(each));
  for (const auto& each : std::span(all).first(target_count)) {
    asked.targets.push_back(each.masked_text());
    read.targets.push_back(each.full_text());
  }
  for (std::size_t i = 0; i < named.size(); ++i)
    read.named.push_back(
        {named[i], all[target_count + i].full_text(), std::make_shared<const net::request_parts>(parts[i])});
  return read;
}

/// The requests to servers of others that parameters name, each once.
std::vector<named_request> requests_in(const std::vector<std::string>& names,
                                       const std::vector<work_asked_for>& work, const sweep_options& sweeps) {
  std::vector<named_request> all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& declared = find_scenario(names[i]);
    if (!declared.named_requests) continue;
    for (const auto& point : sweeps.points_of(declared))
      for (auto& each : declared.named_requests(work[i].at(point).params))
        if (std::ranges::none_of(all, [&](const auto& known) { return is_same(known, each); }))
          all.push_back(std::move(each));
  }
  return all;
}

/// The setup that all executors of a scenario share.
scenario_setup setup_of(const run_options& options, const scenario_declaration& declared, work_asked_for work,
                        const foreign_servers& foreign, std::uint64_t inputs) {
  scenario_setup setup;
  setup.params = std::move(work.params);
  setup.seed = options.seed;
  setup.rate = work.rate;
  if (declared.takes_targets) {
    setup.targets = foreign.targets;
    setup.request = foreign.request;
    setup.own_requests = foreign.own_requests;
  }
  if (declared.named_requests) {
    for (const auto& each : declared.named_requests(setup.params)) {
      const auto found = std::ranges::find_if(
          foreign.named, [&](const completed_request& known) { return is_same(known.named, each); });
      setup.targets.push_back(found->target);
      setup.own_requests.push_back(found->parts);
    }
  }
  if (declared.takes_targets || !setup.targets.empty()) {
    setup.rules = foreign.rules;
    setup.ca_pem = foreign.authorities;
    setup.insecure = options.insecure;
  }
  if (declared.takes_inputs) setup.inputs = options.inputs;
  setup.tasks = task_count(options, declared, setup, inputs, work.tasks);
  setup.concurrency =
      std::min(setup.tasks, work.concurrency.value_or(default_concurrency(options, declared, setup)));
  if (declared.check) declared.check(setup);
  return setup;
}

duration time_limit(const run_options& options, duration expected_sequential) {
  if (options.timeout.empty()) return runner::default_time_limit(expected_sequential);
  return read_limit("--timeout", options.timeout);
}

/// How long a further worker may take to say what it can do.
duration patience(const run_options& options) {
  return options.timeout.empty() ? patience_with_workers : time_limit(options, duration::zero());
}

double allowed_errors(const run_options& options) {
  if (options.allowed_errors.empty()) return 0;
  const auto part = parse_percent(options.allowed_errors);
  if (!part || *part > 1)
    throw usage_error(
        fmt::format("--allow-errors cannot be {}: allowed is a part from 0% to 100%, such as 2%",
                    in_quotes(options.allowed_errors)));
  return *part;
}

plan asked_for(const run_options& options, std::vector<std::string> scenarios,
               const std::vector<chosen_executor>& executors) {
  plan asked;
  asked.command = options.command;
  asked.profile = to_string(options.profile);
  asked.seed = options.seed;
  asked.scenarios = std::move(scenarios);
  for (const auto& each : executors) asked.executors.push_back(each.full_name());
  asked.baseline = choose_baseline(options.baseline, executors);
  asked.allowed_errors = allowed_errors(options);
  ask_rounds(options, asked);
  asked.workers = worker_programs(options.workers);
  asked.cpus = options.cpus.text();
  asked.server_cpus = options.server_cpus.text();
  return asked;
}

constexpr std::size_t most_places = 3;

/// "sleep at tasks=10 (10 tasks)": a scenario, or a point of a sweep, that has fewer tasks than may be alive at once.
std::string place_text(const std::string& scenario, const sweep_point& point, std::uint64_t tasks) {
  const auto at = to_text(point);
  return fmt::format("{}{}{} ({})", scenario, at.empty() ? "" : " at ", at, counted(tasks, "task"));
}

/// Says that fewer tasks run at once than -c asks for, which a user would notice only by comparing the two numbers.
std::string idle_lanes_text(const std::vector<std::string>& where, std::uint64_t concurrency) {
  return fmt::format(
      "-c {0} is more than there are tasks: {1}; no more run at once there. Give them more tasks (-n {0}), or -c a "
      "smaller value",
      concurrency, first_of(where, most_places));
}

/// The same work under each executor.
void add_group(runner::run_plan& plan, const run_options& options,
               const std::vector<chosen_executor>& executors, const scenario_declaration& declared,
               scenario_setup setup, const std::string& point) {
  const auto group = plan.cells.empty() ? 0 : plan.cells.back().group + 1;
  const auto expected = expected_time(declared, setup);  // with the slowest
  const known_refusals refusals(declared, setup);
  for (const auto& executor : executors) {
    setup.executor = executor.name;
    const auto with_executor = expected_time(declared, setup);
    auto refusal = executor.worker ? executor.refusal_of(declared.name, runner::needed_keys(setup))
                                   : refusals.of(find_executor(executor.name));
    const bool shared = executor.is_concurrent() && setup.rate == 0;
    const auto lanes = shared ? static_cast<std::int64_t>(setup.concurrency) : 1;
    plan.cells.push_back({.group = group,
                          .scenario = &declared,
                          .setup = setup,
                          .time_limit = time_limit(options, expected),
                          .expected = refusal.empty() ? with_executor / lanes : duration::zero(),
                          .worker = executor.worker,
                          .refusal = std::move(refusal),
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
  const auto workers = describe_workers(options.workers, patience(options));
  auto scenarios = chosen_scenarios(options, workers);
  const auto executors = without_bystanders(choose_executors(options.executors, workers), scenarios);
  runner::run_plan plan;
  if (auto left_out = left_out_text(workers, executors); !left_out.empty())
    plan.warnings.push_back(std::move(left_out));
  plan.asked = asked_for(options, std::move(scenarios), executors);
  plan.cpus = options.cpus;
  plan.server_cpus = options.server_cpus;
  plan.timelines = options.timeline || wants_timelines(options.output);
  const auto& names = plan.asked.scenarios;
  auto inputs = read_inputs(options, names);
  plan.inputs = std::move(inputs.bytes);
  plan.asked.server = options.server.empty() ? "" : checked_server(options.server);
  plan.program = "/proc/self/exe";
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
  const auto foreign = read_foreign_servers(options, requests_in(names, work, sweeps), plan);
  refuse_without_effect(assignments, names, options.profile, !plan.asked.targets.empty());
  plan.asked.sweeps = sweeps.described();
  ask_rounds_for_crossovers(options, plan.asked);

  // Places with fewer tasks than -c. A sweep of the tasks has them by intention, so that all are alive at once.
  std::vector<std::string> fewer;
  const bool sweeps_tasks =
      std::ranges::find(plan.asked.sweeps, "tasks", &sweep::parameter) != plan.asked.sweeps.end();
  std::vector<std::string> left_out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& declared = find_scenario(names[i]);
    idle_limits idle;
    for (const auto& point : sweeps.points_of(declared)) {
      const auto setup = setup_of(options, declared, work[i].at(point), foreign, inputs.count);
      if (options.concurrency > setup.tasks && !sweeps_tasks)
        fewer.push_back(place_text(declared.name, point, setup.tasks));
      if (idle.leaves_out(point, setup.tasks)) {
        left_out.push_back(place_text(declared.name, point, setup.tasks));
      } else {
        add_group(plan, options, executors, declared, setup, to_text(point));
      }
    }
    idle.refuse_useless(declared.name);
  }
  if (!fewer.empty() && std::ranges::any_of(executors, &chosen_executor::is_concurrent))
    plan.warnings.push_back(idle_lanes_text(fewer, *options.concurrency));
  if (!left_out.empty())
    plan.warnings.push_back(fmt::format("left out, as no more than all tasks can run at once: {}",
                                        first_of(left_out, most_places)));
  ask_rounds_for_workers(options, plan);
  if (auto narrow = narrow_budget_text(plan); !narrow.empty()) plan.warnings.push_back(std::move(narrow));
  return plan;
}

}  // namespace concbench::cli
