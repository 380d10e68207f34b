// What is known of file-io before a run: which files it is about, and whether its parameters go together.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/scenario.hpp"

namespace concbench {

/// The files of the folder in `dir` that tasks read: one for each task, since a folder with many others would take minutes; all
/// of them where blocks are read, which are anywhere. Throws usage_error when the folder cannot be read.
std::vector<std::filesystem::path> own_files(const scenario_setup& setup);

/// How many tasks a folder in `dir` makes: one a file; 0 where none is given, or where blocks are read.
std::uint64_t implied_file_tasks(const scenario_setup& setup);

/// Throws usage_error for parameters that do not go together, or that the folder cannot give.
void check_files(const scenario_setup& setup);

/// Of one sample on a slow disk, one task after another.
duration expected_time_of_files(const scenario_setup& setup);

}  // namespace concbench
