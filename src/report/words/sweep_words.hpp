// Sweeps as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/figures/sweep_results.hpp"
#include "report/words/ink.hpp"

namespace concbench {

/// What is the same at every value: "api-calls over tasks", "at delay=1ms", "256 at once", and parameters.
std::vector<std::string> sweep_facts(const swept_scenario& scenario);

/// The remarks at all values together. A remark that is true only at some of them names these: "threads at tasks=100,
/// 1000".
struct sweep_remark {
  std::string who;
  std::string text;
  ink colour;
};
std::vector<sweep_remark> sweep_remarks(const swept_scenario& scenario);

/// A number between the values of a sweep, in the unit of `neighbour`, which is one of them: "38", "12.3 ms", "96.0
/// KiB".
std::string format_between(const parameter_value& neighbour, double number);

/// The result of the search as sentences: "crossover: threads faster below about 40 tasks, coroutines above (between 20
/// and 80)", or why there is none. Empty when there was nothing to compare.
std::vector<std::string> crossover_texts(const swept_scenario& scenario, const plan& asked);

/// "0.98 ± 0.02": the exponent with its 95 % interval.
std::string exponent_text(const analysis::power_fit& fit);

/// "r² 0.999". It is "flat" when the interval leaves less than ±0.05, which is 12 % over a decade, because r² means
/// nothing then.
std::string fit_text(const analysis::power_fit& fit);

/// What the signs of a table of growth mean.
inline constexpr std::string_view meaning_of_growth =
    "growth: with the exponent 1 twice as much takes twice the figure, with 0 the same; ± is its 95 % interval, and r² is "
    "1 where the figures follow such a curve. A fixed part, which each run has, makes an exponent smaller";

/// What the last column of that table means, where it is shown.
inline constexpr std::string_view meaning_of_further_task =
    "memory + a further task: by the two runs in which the most tasks could be alive at once, without the fixed part";

/// Says from which value of the swept tasks on not all of them are alive at once, so that their memory does not grow any
/// further: "from tasks=1000 on no more than 256 tasks are alive at once, …". Empty when all always are, and when
/// something else is swept.
std::string fewer_alive_text(const swept_scenario& scenario);

}  // namespace concbench
