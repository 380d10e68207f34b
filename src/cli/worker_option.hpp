// --worker NAME=COMMAND, or the NAME of one that comes with the program: further worker programs, started once to ask what they can do.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "runner/further_worker.hpp"

namespace concbench::cli {

using further_workers = std::vector<std::shared_ptr<const runner::further_worker>>;

/// The words of `command` as a shell would split it, with quotes, $VARIABLES, ~ and patterns; no command is
/// run. Throws std::runtime_error that says what is wrong.
std::vector<std::string> split_words(const std::string& command);

/// Each of `given`, "NAME=COMMAND" or the name of a ready one, as the report has it. Throws usage_error for a name
/// that is none of theirs.
std::vector<worker_program> worker_programs(const std::vector<std::string>& given);

/// Each of `given` started with "worker" after its own words, and asked to describe itself
/// within `limit`, or 5 minutes where it comes with the program, which may have to compile it first. Throws usage_error that names the worker and what is wrong with it, and runner::interrupted
/// after Ctrl-C.
further_workers describe_workers(const std::vector<std::string>& given, duration limit);

}  // namespace concbench::cli
