// Starts a worker process, sends it a spec and receives its answer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runner/protocol.hpp"
#include "system/clock.hpp"
#include "system/cpu_list.hpp"

namespace concbench::runner {

/// Is thrown after Ctrl-C, and caught where a run ends.
struct interrupted {};

/// How a worker is started, and how long to wait for it.
struct worker_launch {
  std::vector<std::string> command;
  duration limit;
  int interrupt;                              ///< a descriptor: readable after Ctrl-C
  cpu_list cpus = {};                         ///< the worker is bound to these; empty: it is not bound
  std::span<const std::string> secrets = {};  ///< what its words may not say; longest first, alive as long
  /// Not this program: its words are checked, its memory and CPU are read from outside.
  bool further = false;
};

/// Starts a worker, sends it the spec and returns its answer, with secrets hidden. Most failures are answers too: a
/// timeout; crashed, with the worker's last words; or n/a where a further worker refuses the spec (exit code 2). Throws
/// `interrupted` after Ctrl-C, and std::runtime_error when the command cannot be started.
worker_answer ask_worker(const worker_launch& launch, const worker_spec& spec);

/// The last line that a worker wrote to its standard error. A sanitizer, libc, std::terminate or an interpreter writes
/// its reason there.
std::string last_line(std::string_view errors);

}  // namespace concbench::runner
