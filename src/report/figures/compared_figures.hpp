// The names of the figures that are compared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/speedups.hpp"

namespace concbench {

/// The name in options and exports: "time", "p99", "cpu", "memory".
std::string_view name_of(compared_figure);

/// The name in tables: "CPU".
std::string_view title_of(compared_figure);

/// All names that `find_figure` knows.
std::vector<std::string> figure_names();

/// The figure with this name; empty when there is none.
std::optional<compared_figure> find_figure(std::string_view name);

}  // namespace concbench
