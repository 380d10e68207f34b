// A comparison in words.
#pragma once

#include <string>
#include <string_view>

#include "report/figures/report_comparison.hpp"

namespace concbench {

/// Where the reports came from, as the user named them, and what is held against what.
struct report_names {
  std::string before;         ///< or the only one
  std::string after = {};     ///< empty where executors of one report are compared
  std::string old_side = {};  ///< within one report: the worker or executor that is the old one
  std::string new_side = {};
  bool guessed = false;  ///< nobody said which of the two is the old one
};

/// "old: baseline.json, new: run.json": the direction of a comparison, which stands first in every output.
std::string direction_text(const report_names& names);

/// The two sides of it: files, or within one report workers or executors.
const std::string& old_name(const report_names& names);
const std::string& new_name(const report_names& names);

/// Whether it is of more than times.
bool has_several_figures(const report_comparison& of);

/// The titles of the old and the new figures: "old" and "new", or where all of them are p99 "old p99", "new p99".
std::string figure_title(std::string_view side, const report_comparison& of);

/// The figure of a row: "time", "p99", "CPU", "memory +", or "peak memory" where that is compared in its place.
std::string figure_text(const cell_comparison& of);

/// "1.052", "0.0312", "13.1": a ratio near 1 with the digits that a change of a few percent needs.
std::string format_change(double ratio);

/// "1.052×"; where the verdict is resolved never "1.000×".
std::string ratio_text(const cell_comparison& of);

/// "1 faster, 2 slower, 9 not resolved", of several figures "time: 1 faster, 2 slower; CPU: 3 not resolved"; "nothing to
/// compare" without cells.
std::string counts_text(const report_comparison& of);

/// "[0.981, 1.004]", or "needs >= 4 rounds" where there is no interval.
std::string range_text(const cell_comparison& of);

/// "threads", or "coroutines / threads" where one executor is compared with another.
std::string comparison_name(const cell_comparison& of);

/// What the figures mean, and what weakens them: how intervals were made, noise floors, what else differs
/// between the reports. One sentence each.
std::vector<std::string> comparison_remarks(const report_comparison& of);

/// "sleep/threads was ok, and is no longer: crashed", one for each broken cell; where executors of one report
/// are compared "sleep/threads is not ok, as old:threads is: crashed".
std::vector<std::string> broken_texts(const report_comparison& of);

/// "sleep/threads did other work in the new report: delay '1s' instead of '20ms'", one for each changed cell; also
/// that it is left out, where gates leave it out.
std::vector<std::string> changed_texts(const report_comparison& of);

/// The cells that were left out, joined where the reason is the same: "only in the old report:
/// sleep/threads".
std::vector<std::string> left_out_texts(const report_comparison& of);

/// "faster", "slower", "the same", "not resolved"; of CPU time and memory "less" and "more".
std::string change_text(const cell_comparison& of);
std::string change_text(change, compared_figure);

/// "20.4 ms", or of memory "13.1 MiB".
std::string format_value(double value, compared_figure);

}  // namespace concbench
