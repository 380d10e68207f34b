// The names of what is compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/speedups.hpp"

namespace concbench {

/// "time", "p99", "cpu", "memory": as options and exports name it.
std::string_view name_of(compared_figure);

/// The same as tables name it: "CPU".
std::string_view title_of(compared_figure);

/// All names that `find_figure` knows.
std::vector<std::string> figure_names();

/// What is called so; empty where nothing is.
std::optional<compared_figure> find_figure(std::string_view name);

}  // namespace concbench
