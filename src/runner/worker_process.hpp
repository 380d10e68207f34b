// A conversation with one worker: a process, its spec, its answer.
#pragma once

#include <string>
#include <vector>

#include "runner/protocol.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

/// Thrown where Ctrl-C arrived; caught where a run ends.
struct interrupted {};

/// Starts `command`, hands it the spec and returns its answer. What goes wrong with the worker is an answer
/// too: a timeout after `limit`, otherwise crashed, with its last words. Throws `interrupted` once the
/// descriptor `interrupt` is readable, and std::runtime_error when the command cannot be started.
worker_answer ask_worker(const std::vector<std::string>& command, const worker_spec& spec, duration limit,
                         int interrupt);

}  // namespace concbench::runner
