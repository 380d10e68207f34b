// What was swept, in words.
#pragma once

#include <string>
#include <vector>

#include "report/figures/sweep_results.hpp"
#include "report/words/ink.hpp"

namespace concbench {

/// What holds for every value: "api-calls over tasks", "at delay=1ms", "256 at once", parameters.
std::vector<std::string> sweep_facts(const swept_scenario& along);

/// The remarks of all values joined: what holds at some of them names these, "threads at tasks=100, 1000".
struct sweep_remark {
  std::string who;
  std::string text;
  ink colour;
};
std::vector<sweep_remark> sweep_remarks(const swept_scenario& along);

/// A number between the values of a sweep, in the unit of `like`, one of them: "38", "12.3 ms", "96.0 KiB".
std::string format_between(const parameter_value& like, double number);

/// What the search comes to, in sentences: "crossover: threads faster below about 40 tasks, coroutines above
/// (between 20 and 80)", or why there is none. Nothing where there was nothing to compare.
std::vector<std::string> crossover_texts(const swept_scenario& along, const plan& asked);

/// "0.98 ± 0.02", with its 95 % interval.
std::string exponent_text(const analysis::power_fit& fit);

/// "r² 0.999"; "flat" where the interval leaves less than ±0.05, 12 % over a decade, and r² says nothing.
std::string fit_text(const analysis::power_fit& fit);

}  // namespace concbench
