// Widths, budgets and the profiles' numbers.
#include "cli/round_options.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "analysis/interval.hpp"
#include "cli/time_limit.hpp"
#include "core/speedups.hpp"
#include "system/foreign_text.hpp"
#include "system/units.hpp"

namespace concbench::cli {
namespace {

/// The least rounds and the warm-up rounds of each profile.
constexpr per_profile<std::uint64_t> least_rounds{7, 10, 1};
constexpr per_profile<std::uint64_t> default_warmup{1, 1, 0};

/// With --rate a sample takes as long as its schedule, 5 s by default, whatever is measured.
constexpr std::int64_t open_loop_rounds = 3;

/// Of each sample: its process is started, prepares itself, and is waited for.
constexpr duration time_around_a_sample = std::chrono::milliseconds(15);

/// Which of the smallest and largest ratios bound an interval: the second from each end, so that one odd round
/// does not decide how wide it is.
constexpr std::size_t interval_rank = 2;

/// The rounds in which `executors` of them can all be told apart. The larger one of two families counts: all
/// over the baseline, or all pairs of the others, any of which might win.
std::int64_t default_rounds(profile chosen, const plan& asked) {
  const auto executors = asked.executors.size();
  const auto least = static_cast<std::int64_t>(least_rounds.at(chosen));
  if (chosen == profile::tutorial || executors < 2) return least;
  const auto others = executors - 1;
  const auto comparisons = std::max(others, others * (others - 1) / 2);
  const auto needed =
      analysis::least_values_for_sign_interval(comparison_alpha(asked, comparisons), interval_rank);
  return std::max(least, static_cast<std::int64_t>(needed));
}

/// With a range of rates a round takes several samples of each executor. So these are only the fewest rounds in which
/// every comparison has an interval, whatever it then says.
std::int64_t search_rounds(profile chosen, const plan& asked) {
  const auto others = std::max<std::size_t>(asked.executors.size(), 2) - 1;
  const auto comparisons = std::max(others, others * (others - 1) / 2);
  const auto needed = analysis::least_values_for_sign_interval(comparison_alpha(asked, comparisons));
  return std::min(static_cast<std::int64_t>(needed), default_rounds(chosen, asked));
}

double precision_of(const run_options& options) {
  if (options.precision.empty()) return 0;
  const auto precision = parse_percent(options.precision);
  if (!precision || *precision < 1e-4 || *precision > 10)
    throw usage_error(fmt::format(
        "--precision cannot be {}: allowed is the width of an interval such as 2%, from 0.01% to 1000%",
        in_quotes(options.precision)));
  return *precision;
}

duration budget_of(const run_options& options) {
  if (options.budget.empty()) return duration::zero();
  return read_limit("--budget", options.budget);
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
  if (asked.searches_rate()) return search_rounds(options.profile, asked);
  if (options.rate) return std::min(open_loop_rounds, default_rounds(options.profile, asked));
  return default_rounds(options.profile, asked);
}

std::string counted_rounds(std::int64_t rounds) {
  return rounds == 1 ? "one round" : fmt::format("{} rounds", rounds);
}

std::uint64_t warmup_of(const run_options& options) {
  if (options.warmup) return *options.warmup;
  return options.rate ? 0 : default_warmup.at(options.profile);
}

}  // namespace

void ask_rounds(const run_options& options, plan& asked) {
  asked.precision = precision_of(options);
  asked.budget_ns = budget_of(options).count();
  asked.warmup = static_cast<std::int64_t>(warmup_of(options));
  asked.rounds = rounds_of(options, asked);
}

void ask_rounds_for_crossovers(const run_options& options, plan& asked) {
  const bool fixed = options.rounds || asked.precision > 0;
  if (options.profile != profile::standard || fixed || asked.sweeps.empty()) return;
  const auto executors = asked.executors.size();
  const auto comparisons = asked.sweeps.front().values.size() * executors * (executors - 1) / 2;
  if (comparisons == 0) return;
  const auto needed = analysis::least_values_for_sign_interval(comparison_alpha(asked, comparisons));
  asked.rounds = std::max(asked.rounds, static_cast<std::int64_t>(needed));
}

void ask_rounds_for_workers(const run_options& options, runner::run_plan& plan) {
  const bool fixed = options.rounds || plan.asked.precision > 0;
  if (options.profile == profile::tutorial || fixed) return;
  std::set<std::pair<std::size_t, std::string>> own;
  for (const auto& each : plan.cells)
    if (!each.worker) own.emplace(each.group, each.setup.executor);
  const auto pairs = std::ranges::count_if(plan.cells, [&](const runner::planned_cell& each) {
    return each.worker && each.refusal.empty() && own.contains({each.group, each.setup.executor});
  });
  if (pairs == 0) return;
  const auto needed =
      analysis::least_values_for_sign_interval(comparison_alpha(plan.asked, static_cast<std::size_t>(pairs)));
  plan.asked.rounds = std::max(plan.asked.rounds, static_cast<std::int64_t>(needed));
}

std::string narrow_budget_text(const runner::run_plan& plan) {
  const auto& asked = plan.asked;
  if (asked.budget_ns <= 0 || asked.executors.size() < 2) return "";
  duration round{0};
  for (const auto& each : plan.cells)
    if (each.refusal.empty()) round += each.expected + time_around_a_sample;
  if (round == duration::zero()) return "";  // all cells are refused: no sample is taken
  const auto comparisons = asked.executors.size() - 1;
  const auto needed = static_cast<std::int64_t>(
      analysis::least_values_for_sign_interval(comparison_alpha(asked, comparisons)));
  const auto rounds = std::max<std::int64_t>(1, duration(asked.budget_ns) / round - asked.warmup);
  if (rounds >= std::min(needed, asked.rounds)) return "";
  const auto enough = std::chrono::ceil<std::chrono::seconds>(round * (needed + asked.warmup));
  return fmt::format(
      "--budget {} may hold no more than {}, since one takes up to {} on a slow machine: an interval takes {}; --budget "
      "{} holds them, and fewer tasks (-n), executors or scenarios need less",
      exact_text(duration(asked.budget_ns)), counted_rounds(rounds),
      exact_text(std::chrono::round<std::chrono::milliseconds>(round)), needed, exact_text(enough));
}

}  // namespace concbench::cli
