// The words for what is compared: its names, its values, and what a change of it is called.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures/report_comparison.hpp"
#include "report/terminal/text_style.hpp"

namespace concbench {

/// "time", "p99", "cpu", "memory": as options and exports name it.
std::string_view name_of(compared_figure);

/// The same as tables name it: "CPU".
std::string_view title_of(compared_figure);

/// All names that `find_figure` knows.
std::vector<std::string> figure_names();

/// What is called so; empty where nothing is.
std::optional<compared_figure> find_figure(std::string_view name);

/// "faster", "slower", "not resolved"; of CPU time and memory "less", "more", "not resolved".
std::string change_text(const cell_comparison& of);
std::string change_text(change, compared_figure);

/// "20.4 ms", or of memory "13.1 MiB".
std::string format_value(double value, compared_figure, const text_style& style);

}  // namespace concbench
