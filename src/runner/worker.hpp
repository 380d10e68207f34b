// A worker: one sample, or one `prepare`, in a process of its own.
#pragma once

#include <iosfwd>

#include "runner/protocol.hpp"

namespace concbench::runner {

/// Does the work of one spec, a `prepare` or a `sample`, in this process and measures it. Whatever the work
/// throws becomes the answer's status.
worker_answer work(const worker_spec& spec);

/// How a worker was told to work beside its spec.
struct worker_mode {
  bool probe_memory = false;  ///< see scenario_setup
  std::string problem = {};  ///< why this process cannot be what it was asked to be: every answer is then n/a
};

/// Reads a spec, works, writes the answer. Returns the exit code: 0 when an answer was written, 2 for a bad
/// spec.
int worker_main(std::istream& in, std::ostream& out, std::ostream& errors, const worker_mode& mode = {});

}  // namespace concbench::runner
