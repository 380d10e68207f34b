// A further worker program (--worker): how it is started, and what it can do.
#pragma once

#include <string>
#include <vector>

#include "core/scenario.hpp"
#include "runner/protocol.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

struct further_worker {
  std::string name;                  ///< the part before the ':' in the names of its executors
  std::vector<std::string> command;  ///< the program and its arguments; the last one is "worker"
  worker_abilities has;
};

/// The name of an executor in the report: "threads", or "old:threads" for one of a further worker.
std::string full_name(const further_worker* owner, const std::string& executor);

/// Starts `command` and asks it to describe itself. A worker that refuses this, as concbench 0.1.0 does (exit code 2,
/// and a last line that names the action), is assumed to have what this program has. Throws std::runtime_error with the
/// reason: "cannot start …", "it ended with exit code 1: …". Throws `interrupted` when the descriptor `interrupt` is
/// readable.
worker_abilities ask_abilities(const std::vector<std::string>& command, duration limit, int interrupt);

/// The values to send to it: all that it knows, and others only where they differ from their standard default. So an
/// older program can take part until a newer parameter matters.
parameter_values values_for(const further_worker& worker, const scenario_declaration& scenario,
                            const parameter_values& values);

}  // namespace concbench::runner
