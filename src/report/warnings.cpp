// METHOD's warnings, as far as a report alone can tell.
#include "report/warnings.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/format.hpp"

namespace concbench {
namespace {

constexpr double widest_spread = 0.10;
constexpr double shortest_sample_ns =
    1e6;                                 // below, clock, scheduler and a single interrupt are no longer small
constexpr double busiest_server = 0.90;  // of one CPU
constexpr std::size_t most_named = 3;

struct offender {
  double severity;
  std::string text;
};

/// The cells for which `severity_of(figures)` is above 0, worst first, each with its figure as `describe`
/// writes it.
std::vector<std::string> offenders(const std::vector<scenario_results>& results, auto&& severity_of,
                                   auto&& describe) {
  std::vector<offender> found;
  for (const auto& group : results)
    for (const auto& each : group.cells) {
      if (!each.figures) continue;
      const double severity = severity_of(*each.figures);
      if (severity <= 0) continue;
      found.push_back({severity, fmt::format("{}/{} ({})", each.of->scenario, each.of->executor,
                                             describe(*each.figures))});
    }
  std::ranges::stable_sort(found, std::greater{}, &offender::severity);
  std::vector<std::string> texts;
  for (auto& each : found) texts.push_back(std::move(each.text));
  return texts;
}

double server_load(const cell_figures& f) {
  return f.server_cpu_ns / f.wall_ns;
}

}  // namespace

std::vector<warning> warnings_of(const std::vector<scenario_results>& results, const text_style& style) {
  const auto beyond = [](double value, double limit) { return value >= limit ? value : 0; };
  std::vector<warning> all{
      {fmt::format("times spread by {} or more", format_percent(widest_spread)),
       offenders(
           results, [&](const cell_figures& f) { return beyond(f.spread.value_or(0), widest_spread); },
           [](const cell_figures& f) { return format_percent(*f.spread); }),
       "take more rounds (-r), or quieten the machine"},
      {"samples shorter than 1 ms",
       offenders(
           results, [](const cell_figures& f) { return f.wall_ns < shortest_sample_ns ? 1 / f.wall_ns : 0; },
           [&](const cell_figures& f) { return format_time(f.wall_ns, style); }),
       "give them more tasks (-n)"},
      {fmt::format("the server used {} or more of a CPU", format_percent(busiest_server)),
       offenders(
           results, [&](const cell_figures& f) { return beyond(server_load(f), busiest_server); },
           [](const cell_figures& f) { return format_percent(server_load(f)); }),
       "it may be what was measured: run 'concbench serve' on another host and pass --server"},
  };
  std::erase_if(all, [](const warning& each) { return each.where.empty(); });
  return all;
}

std::string to_line(const warning& from) {
  const auto named = std::min(from.where.size(), most_named);
  const auto first = std::vector(from.where.begin(), from.where.begin() + static_cast<std::ptrdiff_t>(named));
  const auto rest = from.where.size() - named;
  return fmt::format("{}: {}{}; {}", from.what, fmt::join(first, ", "),
                     rest > 0 ? fmt::format(" and {} more", rest) : "", from.remedy);
}

}  // namespace concbench
