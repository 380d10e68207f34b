// What is known about file-io before a run: its files, and whether its parameters are possible together.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/scenario.hpp"

namespace concbench {

/// The files below the folder of `dir` that tasks read. There is one for each task, because a folder with many more
/// would take minutes to examine. When blocks are read, which may be anywhere, these are all files. Throws usage_error
/// when the folder cannot be read.
std::vector<std::filesystem::path> own_files(const scenario_setup& setup);

/// The number of tasks that follows from the folder of `dir`: one for each file. 0 when there is no folder, or when
/// blocks are read.
std::uint64_t implied_file_tasks(const scenario_setup& setup);

/// Throws usage_error for parameters that are impossible together, or that the folder does not allow.
void check_files(const scenario_setup& setup);

/// The expected time of one sample on a slow disk, when tasks run one after another.
duration expected_time_of_files(const scenario_setup& setup);

}  // namespace concbench
