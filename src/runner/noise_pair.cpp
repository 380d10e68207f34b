// Two samples a round.
#include "runner/noise_pair.hpp"

#include <stdexcept>
#include <utility>

#include "analysis/interval.hpp"
#include "core/registry.hpp"
#include "system/exception_text.hpp"

namespace concbench::runner {
namespace {

constexpr auto pair_scenario = "sleep";
constexpr auto executor_name = "thread-pool";

worker_spec spec_of_round(std::int64_t round, std::uint64_t seed) {
  worker_spec spec{.action = worker_action::sample, .scenario = pair_scenario};
  const auto& declared = find_scenario(pair_scenario);
  spec.setup.params = parameter_values(declared.parameters, profile::standard);
  spec.setup.params.set({"delay", std::int64_t{10'000}, "10us"});
  spec.setup.tasks = 400;
  spec.setup.concurrency = 4;
  spec.setup.seed = seed;
  spec.setup.executor = executor_name;
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
  const auto wall_of_one = [&] {
    const auto answer = ask_worker(spec_of_round(round, seed_));
    if (answer.status != status::ok) throw std::runtime_error(answer.reason);
    return answer.sample.wall_ns;
  };
  auto first = wall_of_one();
  auto second = wall_of_one();
  if ((static_cast<std::uint64_t>(round) + seed_) % 2 == 1) std::swap(first, second);
  record_.scenario = pair_scenario;
  record_.executor = executor_name;
  record_.pairs.emplace_back(first, second);
} catch (const std::exception& e) {
  problem_ = exception_text(e);
}

}  // namespace concbench::runner
