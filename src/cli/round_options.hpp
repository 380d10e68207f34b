// `--rounds`, `--warmup`, `--precision` and `--budget`: when a run ends.
#pragma once

#include <string>

#include "cli/run_options.hpp"
#include "core/report.hpp"
#include "runner/run_plan.hpp"

namespace concbench::cli {

/// Sets precision, budget, warm-up and rounds of `asked`, whose executors are already set. The number of rounds is
/// fixed, or it is the most rounds when a width or a budget ends them. When the user gave no number, every comparison
/// of these executors gets an interval; with --rate there are 3 rounds. Throws usage_error for impossible values.
void ask_rounds(const run_options& options, plan& asked);

/// Raises the rounds of the standard profile, if the user gave no number, until all pairs of executors can be resolved
/// together at all values of the first sweep. Without this no crossover could be shown.
void ask_rounds_for_crossovers(const run_options& options, plan& asked);

/// Raises the rounds of the standard and the quick profile, if the user gave no number. Then all executors of further
/// workers can be compared with this program's executors of the same name, all together; otherwise `compare` could
/// judge none of them. The cells of `plan` are already set; cells that are n/a from the start are not compared.
void ask_rounds_for_workers(const run_options& options, runner::run_plan& plan);

/// A warning about a budget that may be too small for the rounds that an interval needs, judged by the expected times.
/// It says how many rounds the budget may allow, how many are needed, and which budget is enough. Empty when the budget
/// is enough, when there is none, and when -r asks for fewer rounds.
std::string narrow_budget_text(const runner::run_plan& plan);

}  // namespace concbench::cli
