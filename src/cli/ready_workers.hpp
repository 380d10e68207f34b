// The workers that come with the program: the same work in other languages, chosen by a name alone.
#pragma once

#include <string>
#include <vector>

namespace concbench::cli {

/// "go", "java" and so on, in the order of the alphabet: each is a source file beside the script that starts them, below
/// the prefix of an installed program, or in the sources that a build was made from. Empty where neither is there.
std::vector<std::string> ready_workers();

/// The command that starts one of them, for a shell's words. Throws usage_error that names those there are.
std::string command_of_ready_worker(const std::string& name);

}  // namespace concbench::cli
