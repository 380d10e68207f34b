// Limits and words of --rate.
#include "cli/rate_option.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
double read_rate(const std::optional<std::string>& text, const std::vector<std::string>& scenario_names) {
  if (!text) return 0;
  constexpr double least_rate = 0.01;
  const auto rate = parse_rate(*text);
  if (!rate || *rate < least_rate || *rate > most_rate)
    throw usage_error(fmt::format("--rate cannot be {}: allowed is {} to {}, for example 2000/s or 90/min",
                                  in_quotes(*text), rate_text(least_rate), rate_text(most_rate)));
  for (const auto& name : scenario_names)
    if (!find_scenario(name).takes_rate)
      throw usage_error(fmt::format("{} takes no --rate: it goes with {}", name,
                                    fmt::join(scenarios_that(&scenario_declaration::takes_rate), ", ")));
  return *rate;
}

std::uint64_t default_tasks_at(double rate, const scenario_declaration& declared) {
  constexpr double seconds = 5;
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::llround(rate * seconds)), 1,
                                   declared.max_tasks);
}

duration expected_time(const scenario_declaration& declared, const scenario_setup& setup) {
  const auto in_turn = declared.expected ? declared.expected(setup) : duration::zero();
  if (setup.rate == 0) return in_turn;
  const auto tasks = static_cast<std::int64_t>(setup.tasks);
  return in_turn / tasks + duration(std::llround(1e9 * static_cast<double>(tasks) / setup.rate));
}

}  // namespace concbench::cli
