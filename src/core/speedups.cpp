// Pairing by round.
#include "core/speedups.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/stopping.hpp"
#include "core/rate_search.hpp"

namespace concbench {
namespace {

std::size_t comparisons_in(cell_group group) {
  const auto ok = static_cast<std::size_t>(
      std::ranges::count_if(group, [](const cell* each) { return comparable(*each); }));
  return std::max<std::size_t>(ok, 2) - 1;
}

/// The width of what is known of one cell's own time.
std::optional<double> width_of_median(const cell& of, double alpha) {
  std::vector<double> log_times;
  for (const auto* taken : counted_samples(of)) log_times.push_back(std::log(compared_ns(*taken)));
  const auto range = analysis::sign_interval(std::move(log_times), alpha);
  if (!range) return {};
  return std::expm1(range->high - range->low);
}

}  // namespace

std::vector<const sample*> counted_samples(const cell& cell) {
  std::vector<const sample*> counted;
  if (cell.status > status::failed) return counted;
  for (const auto& each : cell.samples) {
    const bool partly =
        (each.status == status::failed || each.status == status::saturated) && each.tasks_ok > 0;
    if ((each.status == status::ok || partly) && each.wall_ns > 0) counted.push_back(&each);
  }
  return counted;
}

double compared_ns(const sample& sample) {
  if (sample.found) return 1e9 / compared_rate(*sample.found);
  return static_cast<double>(sample.response_ns.p99 > 0 ? sample.response_ns.p99 : sample.wall_ns);
}

double value_of(const sample& sample, compared_figure figure) {
  switch (figure) {
    case compared_figure::run:
      return compared_ns(sample);
    case compared_figure::run_and_lifecycle:
      return static_cast<double>(sample.wall_ns + sample.startup_ns + sample.teardown_ns);
    case compared_figure::p99:
      return static_cast<double>(sample.response_ns.p99 > 0 ? sample.response_ns.p99 : sample.latency_ns.p99);
    case compared_figure::cpu:
      return static_cast<double>(sample.cpu_user_ns + sample.cpu_system_ns);
    case compared_figure::memory:
      return static_cast<double>(sample.rss_increase_bytes);
    case compared_figure::peak_memory:
      break;
  }
  return static_cast<double>(sample.peak_rss_bytes);
}

bool comparable(const cell& cell) {
  return cell.status == status::ok && !counted_samples(cell).empty();
}

const cell* reference_of(cell_group group, std::string_view baseline) {
  const auto fits = [](const cell* each) { return comparable(*each); };
  const auto named = std::ranges::find(group, baseline, &cell::executor);
  if (named != group.end() && fits(*named)) return *named;
  const auto first = std::ranges::find_if(group, fits);
  return first == group.end() ? nullptr : *first;
}

double comparison_alpha(const plan& asked, std::size_t comparisons) {
  const double each = analysis::family_risk / static_cast<double>(std::max<std::size_t>(comparisons, 1));
  return asked.precision > 0 ? analysis::sequential_alpha(each) : each;
}

std::vector<std::size_t> looks_of(const plan& asked, std::size_t executors) {
  if (asked.precision <= 0) return {};
  const auto comparisons = std::max<std::size_t>(executors, 2) - 1;
  return analysis::looks(analysis::least_values_for_sign_interval(comparison_alpha(asked, comparisons)));
}

std::int64_t most_rounds(const plan& asked, std::size_t executors) {
  const auto looks = looks_of(asked, executors);
  return looks.empty() ? asked.rounds : std::min(asked.rounds, static_cast<std::int64_t>(looks.back()));
}

double speedup_alpha(cell_group group, const plan& asked) {
  return comparison_alpha(asked, comparisons_in(group));
}

std::optional<analysis::paired_speedup> speedup_of(const cell& candidate, const cell& reference, double alpha,
                                                   compared_figure what) {
  return compare_samples(candidate, reference, alpha,
                         [&](const sample& taken) { return value_of(taken, what); });
}

std::optional<analysis::paired_speedup> compare_samples(const cell& candidate, const cell& reference,
                                                        double alpha,
                                                        const std::function<double(const sample&)>& figure) {
  if (!comparable(candidate) || !comparable(reference)) return {};
  std::map<std::int64_t, double> by_round;
  for (const auto* taken : counted_samples(reference)) by_round[taken->round] = figure(*taken);
  std::vector<double> before;
  std::vector<double> after;
  for (const auto* taken : counted_samples(candidate)) {
    const auto pair = by_round.find(taken->round);
    const double value = figure(*taken);
    if (pair == by_round.end() || pair->second <= 0 || value <= 0) continue;
    before.push_back(pair->second);
    after.push_back(value);
  }
  return analysis::compare_paired(before, after, alpha);
}

std::optional<double> widest_interval(cell_group group, const plan& asked) {
  const auto* reference = reference_of(group, asked.baseline);
  if (reference == nullptr) return {};
  const double alpha = speedup_alpha(group, asked);
  std::optional<double> widest;
  for (const auto* each : group) {
    if (each == reference || !comparable(*each)) continue;
    const auto speedup = speedup_of(*each, *reference, alpha);
    if (!speedup || !speedup->range) return {};
    widest = std::max(widest.value_or(0), analysis::relative_width(*speedup->range));
  }
  return widest ? widest : width_of_median(*reference, alpha);
}

}  // namespace concbench
