// A conversation with one worker: a process, its spec, its answer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runner/protocol.hpp"
#include "system/clock.hpp"
#include "system/cpu_list.hpp"

namespace concbench::runner {

/// Thrown where Ctrl-C arrived; caught where a run ends.
struct interrupted {};

/// How a worker is started, and how long it is waited for.
struct worker_launch {
  std::vector<std::string> command;
  duration limit;
  int interrupt;                              ///< a descriptor: readable after Ctrl-C
  cpu_list cpus = {};                         ///< to bind it to; none: not bound
  std::span<const std::string> secrets = {};  ///< what its words may not say; longest first, alive as long
  bool further =
      false;  ///< not this program: its words are checked, its memory and CPU are read from outside
};

/// Starts a worker, hands it the spec and returns its answer, without secrets in its words. What goes wrong with
/// it is an answer too: a timeout, otherwise crashed, with its last words; n/a where a further worker refuses the
/// spec (exit code 2). Throws `interrupted` after Ctrl-C, and std::runtime_error when the command cannot be
/// started.
worker_answer ask_worker(const worker_launch& launch, const worker_spec& spec);

/// The last line that a worker wrote to its standard error: what a sanitizer, libc, std::terminate or an
/// interpreter had to say.
std::string last_line(std::string_view errors);

}  // namespace concbench::runner
