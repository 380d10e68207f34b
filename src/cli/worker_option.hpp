// --worker NAME=COMMAND, or only the NAME of a worker that comes with this program: further worker programs, which are
// started once to ask what they can do.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/report.hpp"
#include "runner/further_worker.hpp"

namespace concbench::cli {

/// How long a worker may take to describe itself where the user sets no limit.
inline constexpr duration patience_with_workers = std::chrono::seconds(10);

using further_workers = std::vector<std::shared_ptr<const runner::further_worker>>;

/// Splits `command` into words as a shell does, with quotes, $VARIABLES, ~ and patterns. It runs no command. Throws
/// std::runtime_error, which says what is wrong.
std::vector<std::string> split_words(const std::string& command);

/// The words of `text`, and "worker" after them, as every worker program is started. Throws std::runtime_error as
/// split_words does, and for a text without words.
std::vector<std::string> worker_command(const std::string& text);

/// The workers in `given`, each "NAME=COMMAND" or only the name of a worker that comes with this program, in the form
/// of the report. Throws usage_error for a name that no such worker has.
std::vector<worker_program> worker_programs(const std::vector<std::string>& given);

/// Starts each worker of `given` with "worker" after its own words, and asks it to describe itself within `limit`. A
/// worker that comes with this program has at least 5 minutes, because it may be compiled first. The scenarios that they
/// declare are then known to this program. Throws usage_error, which names the worker and what is wrong with it. Throws
/// runner::interrupted after Ctrl-C.
further_workers describe_workers(const std::vector<std::string>& given, duration limit);

}  // namespace concbench::cli
