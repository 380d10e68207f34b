// Two samples a round.
#include "runner/noise_pair.hpp"

#include <stdexcept>
#include <utility>

#include "analysis/interval.hpp"
#include "core/registry.hpp"
#include "system/exception_text.hpp"

namespace concbench::runner {
namespace {

worker_spec spec_of_round(std::int64_t round, std::uint64_t seed) {
  const auto* const declared = scenario_of_waits();
  const auto* const executor = noise_executor();
  if (declared == nullptr || executor == nullptr)
    throw std::runtime_error("this build lacks the scenario or the executor that noise is measured with");
  worker_spec spec{.action = worker_action::sample, .scenario = declared->name};
  spec.setup.params = parameter_values(declared->parameters, profile::standard);
  spec.setup.params.set({declared->wait_parameter, std::int64_t{10'000}, "10us"});
  spec.setup.tasks = 400;
  spec.setup.concurrency = 4;
  spec.setup.seed = seed;
  spec.setup.executor = executor->name;
  spec.round = round;
  return spec;
}

bool enough_rounds(const plan& asked) {
  return !asked.has_fixed_rounds() ||
         asked.rounds >=
             static_cast<std::int64_t>(analysis::least_values_for_sign_interval(analysis::family_risk));
}

}  // namespace

noise_pair::noise_pair(const plan& asked, noise_record& record)
    : seed_(asked.seed), wanted_(enough_rounds(asked)), record_(record) {}

void noise_pair::take(std::int64_t round, const ask& ask_worker) try {
  if (!wanted_) return;
  problem_.clear();
  const auto spec = spec_of_round(round, seed_);
  const auto wall_of_one = [&] {
    const auto answer = ask_worker(spec);
    if (answer.status != status::ok) throw std::runtime_error(answer.reason);
    return answer.sample.wall_ns;
  };
  auto first = wall_of_one();
  auto second = wall_of_one();
  if ((static_cast<std::uint64_t>(round) + seed_) % 2 == 1) std::swap(first, second);
  record_.scenario = spec.scenario;
  record_.executor = spec.setup.executor;
  record_.pairs.emplace_back(first, second);
} catch (const std::exception& e) {
  problem_ = exception_text(e);
}

}  // namespace concbench::runner
