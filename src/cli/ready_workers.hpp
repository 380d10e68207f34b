// The workers that come with this program: they do the same work in other languages, and are chosen by their name.
#pragma once

#include <string>
#include <vector>

namespace concbench::cli {

/// The names of these workers in alphabetical order: "go", "java" and so on. Each is a source file beside the script
/// that starts it. They lie below the prefix of an installed program, or in the sources from which the program was
/// built. Empty when neither folder exists.
std::vector<std::string> ready_workers();

/// The command that starts the worker `name`, quoted as for a shell. Throws usage_error, which lists the known names,
/// when there is no such worker.
std::string command_of_ready_worker(const std::string& name);

}  // namespace concbench::cli
