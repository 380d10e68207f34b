// A further worker program (--worker): how it is started and what it can do.
#pragma once

#include <string>
#include <vector>

#include "core/scenario.hpp"
#include "runner/protocol.hpp"
#include "system/clock.hpp"

namespace concbench::runner {

struct further_worker {
  std::string name;                  ///< what stands before the ':' in its executors' names
  std::vector<std::string> command;  ///< program and arguments, "worker" last
  worker_abilities has;
};

/// An executor as the report names it: "threads", or "old:threads" where it is a further worker's.
std::string full_name(const further_worker* owner, const std::string& executor);

/// Starts `command` and asks it to describe itself. A worker that refuses that (exit code 2, and a last line
/// that names the action), as concbench 0.1.0 does, is taken to have what this program has. Throws
/// std::runtime_error that says what went wrong: "cannot start …", "it ended with exit code 1: …"; and
/// `interrupted` when the descriptor `interrupt` is readable.
worker_abilities ask_abilities(const std::vector<std::string>& command, duration limit, int interrupt);

/// The values to send to it: all that it knows of, and of the others those that are not at their standard
/// default, which it would have anyway. So an older program can take part until a newer parameter matters.
parameter_values values_for(const further_worker& worker, const scenario_declaration& scenario,
                            const parameter_values& values);

}  // namespace concbench::runner
