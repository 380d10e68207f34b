// A comparison as text.
#pragma once

#include <string>
#include <string_view>

#include "report/figures/report_comparison.hpp"

namespace concbench {

/// The files of the reports as the user named them, and what is compared.
struct report_names {
  std::string before;         ///< the older report, or the only one
  std::string after = {};     ///< empty when executors of one report are compared
  std::string old_side = {};  ///< within one report: the worker or executor on the old side
  std::string new_side = {};
  bool guessed = false;  ///< the user did not say which of the two is the old one
};

/// "old: baseline.json, new: run.json": the direction of a comparison, which is the first line of all outputs.
std::string direction_text(const report_names& names);

/// The two sides: files, or within one report workers or executors.
const std::string& old_name(const report_names& names);
const std::string& new_name(const report_names& names);

/// Whether it has other figures besides times.
bool has_several_figures(const report_comparison& comparison);

/// The titles of the old and the new figures: "old" and "new", or "old p99" and "new p99" when all are p99.
std::string figure_title(std::string_view side, const report_comparison& comparison);

/// The figure of a row: "time", "p99", "CPU", "memory +", or "peak memory" when that is compared in its place.
std::string figure_text(const cell_comparison& comparison);

/// "1.052", "0.0312", "13.1": a ratio near 1 has the digits that a change of a few per cent needs.
std::string format_change(double ratio);

/// "1.052×". When the verdict is resolved, it is never "1.000×".
std::string ratio_text(const cell_comparison& comparison);

/// "1 faster, 2 slower, 9 not resolved". With several figures "time: 1 faster, 2 slower; CPU: 3 not resolved". Without
/// cells "nothing to compare".
std::string counts_text(const report_comparison& comparison);

/// "[0.981, 1.004]", or "needs ≥ 4 rounds" when there is no interval.
std::string range_text(const cell_comparison& comparison);

/// "threads", also when the executors of two workers are compared, which the head of the page names; "coroutines /
/// threads" when one executor is compared with another.
std::string comparison_name(const cell_comparison& comparison);

/// What the figures mean, and what makes them less certain: how intervals were made, noise floors, other differences
/// between the reports. One sentence for each.
std::vector<std::string> comparison_remarks(const report_comparison& comparison);

/// One text for each broken cell: "sleep/threads was ok, and is no longer: crashed". When executors of one report are
/// compared: "sleep/threads is not ok, as old:threads is: crashed".
std::vector<std::string> broken_texts(const report_comparison& comparison);

/// One text for each changed cell: "sleep/threads did other work in the new report: delay '1s' instead of '20ms'". When
/// gates leave such cells out, the text says so.
std::vector<std::string> changed_texts(const report_comparison& comparison);

/// The cells that were left out, joined when the reason is the same: "only in the old report: sleep/threads".
std::vector<std::string> left_out_texts(const report_comparison& comparison);

/// "faster", "slower", "the same", "not resolved". For CPU time and memory "less" and "more".
std::string change_text(const cell_comparison& comparison);
std::string change_text(change, compared_figure);

/// "20.4 ms", or for memory "13.1 MiB".
std::string format_value(double value, compared_figure, const plan& asked);

}  // namespace concbench
