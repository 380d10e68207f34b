// `--rounds`, `--warmup`, `--precision` and `--budget`: when a run is over.
#pragma once

#include <string>

#include "cli/run_options.hpp"
#include "core/report.hpp"
#include "runner/run_plan.hpp"

namespace concbench::cli {

/// Sets precision, budget, warm-up and rounds of `asked`, whose executors stand: a fixed number of rounds, or
/// the most of them where a width or a budget ends them. Where none were asked for, so many that every
/// comparison of these executors has an interval; with --rate 3. Throws usage_error for values that cannot
/// be.
void ask_rounds(const run_options& options, plan& asked);

/// Raises the standard profile's rounds, where none were asked for, to those in which all pairs of executors
/// at all values of the first sweep can be resolved together: without them no crossover could be stated.
void ask_rounds_for_crossovers(const run_options& options, plan& asked);

/// Raises the rounds of the standard and the quick profile, where none were asked for, to those in which
/// every executor of a further worker can be told from this program's of the same name, all of them together:
/// else `compare` could judge none. Cells of `plan` stand; those that are n/a from the start are not
/// compared.
void ask_rounds_for_workers(const run_options& options, runner::run_plan& plan);

/// What to say of a budget that may not hold as many rounds as an interval takes, going by what the work is expected to
/// take: how many it may hold, how many it takes, and which budget holds them. Empty where it holds enough, or there is
/// none, or -r asks for fewer.
std::string narrow_budget_text(const runner::run_plan& plan);

}  // namespace concbench::cli
