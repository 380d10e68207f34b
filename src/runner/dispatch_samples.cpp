// Takes one sample of empty tasks for each executor in each round.
#include "runner/dispatch_samples.hpp"

#include <algorithm>

#include "core/registry.hpp"

namespace concbench::runner {
namespace {

constexpr std::uint64_t tasks = 2'000;
constexpr std::uint64_t lanes = 256;  // as `run` has by default

worker_spec spec_of(const scenario_declaration& scenario, const std::string& executor, std::int64_t round,
                    std::uint64_t seed) {
  worker_spec spec{.action = worker_action::sample, .scenario = scenario.name};
  spec.setup.tasks = tasks;
  spec.setup.concurrency = find_executor(executor).concurrent ? lanes : 1;
  spec.setup.seed = seed;
  spec.setup.executor = executor;
  spec.round = round;
  return spec;
}

}  // namespace

dispatch_samples::dispatch_samples(const plan& asked, std::vector<dispatch_record>& records)
    : scenario_(scenario_of_empty_tasks()), seed_(asked.seed), records_(records) {
  if (asked.rounds < rounds && asked.has_fixed_rounds()) return;
  if (scenario_ == nullptr) return;
  if (std::ranges::find(asked.scenarios, scenario_->name) != asked.scenarios.end()) return;
  for (const auto& executor : asked.executors)
    if (known_executor(executor) != nullptr) records_.push_back({executor, tasks, {}});
}

void dispatch_samples::take(std::int64_t round, const ask& ask_worker) {
  if (round >= rounds) return;
  for (auto& each : records_) {
    try {
      const auto answer = ask_worker(spec_of(*scenario_, each.executor, round, seed_));
      if (answer.status == status::ok) each.wall_ns.push_back(answer.sample.wall_ns);
    } catch (const std::exception&) {
      // The figure is an aid to judge others: its absence is no failure of the run.
    }
  }
}

}  // namespace concbench::runner
