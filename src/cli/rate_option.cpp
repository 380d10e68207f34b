// Limits and words of --rate.
#include "cli/rate_option.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/rate_search.hpp"
#include "core/registry.hpp"
#include "system/foreign_text.hpp"
#include "system/trimmed.hpp"

namespace concbench::cli {
namespace {

constexpr double least_rate = 0.01;
constexpr std::string_view range_sign = "..";

bool is_range(const std::string& text) {
  return text.find(range_sign) != std::string::npos;
}

double read_one_rate(std::string_view text) {
  const auto rate = parse_rate(text);
  if (!rate || *rate < least_rate || *rate > most_rate)
    throw usage_error(fmt::format(
        "--rate cannot be {}: allowed is {} to {}, for example 2000/s or 90/min, or a range such as 100/s..10000/s",
        in_quotes(text), rate_text(least_rate), rate_text(most_rate)));
  return *rate;
}

latency_limit read_slo(const std::string& text) {
  const auto& names = limited_quantiles();
  const auto sign = text.find('<');
  const auto name = trimmed(std::string_view(text).substr(0, sign));
  const auto below = sign == std::string::npos
                         ? std::nullopt
                         : parse_duration(trimmed(std::string_view(text).substr(sign + 1)));
  if (std::ranges::find(names, name) == names.end() || !below || *below <= duration::zero())
    throw usage_error(fmt::format(
        "--slo cannot be {}: allowed is one of {}, '<' and a time above 0, in quotes, as in 'p99<50ms'; how many "
        "tasks may fail is --allow-errors",
        in_quotes(text), fmt::join(names, ", ")));
  return {std::string(name), below->count()};
}

/// What has no meaning in a search, where each round tries many rates.
void refuse_with_range(const run_options& options) {
  const auto refuse = [&](std::string_view option, std::string_view why) {
    throw usage_error(fmt::format("{} does not go with --rate {}, which searches the highest rate: {}",
                                  option, in_quotes(*options.rate), why));
  };
  if (options.tasks)
    refuse("-n", "each step has the tasks that are due in 1 s, or with --profile standard in 2 s");
  if (!options.sweeps.empty())
    refuse("--sweep", "search at one value after another, each in a run of its own");
  if (options.timeline || wants_timelines(options.output))
    refuse("a timeline", "take it in a run at one of these rates");
}

void ask_range(const run_options& options, plan& asked) {
  const std::string_view text = *options.rate;
  const auto dots = text.find(range_sign);
  asked.rate = read_one_rate(text.substr(0, dots));
  asked.highest_rate = read_one_rate(text.substr(dots + range_sign.size()));
  if (asked.highest_rate <= asked.rate)
    throw usage_error(
        fmt::format("--rate cannot be {}: a range goes up, as 100/s..10000/s does", in_quotes(text)));
  refuse_with_range(options);
  constexpr per_profile<std::int64_t> step_seconds{1, 2, 1};
  asked.step_ns = duration(std::chrono::seconds(step_seconds.at(options.profile))).count();
  if (options.slo) asked.slo = read_slo(*options.slo);
}

}  // namespace

void ask_rate(const run_options& options, plan& asked) {
  const bool range = options.rate && is_range(*options.rate);
  if (options.slo && !range)
    throw usage_error(fmt::format("--slo {} needs a range of rates to search, such as --rate 100/s..10000/s",
                                  in_quotes(*options.slo)));
  if (!options.rate) return;
  if (range) {
    ask_range(options, asked);
  } else {
    asked.rate = read_one_rate(*options.rate);
  }
  for (const auto& name : asked.scenarios)
    if (!find_scenario(name).takes_rate)
      throw usage_error(fmt::format("{} takes no --rate: it goes with {}", name,
                                    fmt::join(scenarios_that(&scenario_declaration::takes_rate), ", ")));
}

std::uint64_t default_tasks_at(double rate, const scenario_declaration& declared) {
  constexpr double seconds = 5;
  return std::clamp<std::uint64_t>(static_cast<std::uint64_t>(std::llround(rate * seconds)), 1,
                                   declared.max_tasks);
}

namespace {

duration of_seconds(double seconds) {
  return duration(std::llround(1e9 * seconds));
}

duration expected_in_turn(const scenario_declaration& declared, const scenario_setup& setup) {
  return declared.expected ? declared.expected(setup) : duration::zero();
}

duration of_one_task(const scenario_declaration& declared, const scenario_setup& setup) {
  return expected_in_turn(declared, setup) / static_cast<std::int64_t>(setup.tasks);
}

}  // namespace

duration expected_time(const scenario_declaration& declared, const scenario_setup& setup, const plan& asked) {
  if (setup.rate == 0) return expected_in_turn(declared, setup);
  const auto task = of_one_task(declared, setup);
  if (!asked.searches_rate()) return task + of_seconds(static_cast<double>(setup.tasks) / setup.rate);
  const auto search = longest_search(asked);
  return task * static_cast<std::int64_t>(search.steps) + of_seconds(search.seconds);
}

duration longest_expected(const scenario_declaration& declared, const scenario_setup& setup,
                          const plan& asked) {
  if (!asked.searches_rate()) return expected_time(declared, setup, asked);
  const auto tasks =
      tasks_of_step(asked, asked.rate, declared.max_tasks);  // the lowest rate has the longest step
  return of_one_task(declared, setup) + of_seconds(static_cast<double>(tasks) / asked.rate);
}

}  // namespace concbench::cli
