// A worker: takes one sample, or does one `prepare`, in a process of its own.
#pragma once

#include <iosfwd>

#include "runner/protocol.hpp"

namespace concbench::runner {

/// Does the work of one spec, a `prepare` or a `sample`, in this process, and measures it. An exception of the work
/// becomes the status of the answer.
worker_answer work(const worker_spec& spec);

/// What a worker was told in addition to its spec.
struct worker_mode {
  bool probe_memory = false;  ///< see scenario_setup
  std::string problem = {};   ///< why this process cannot do what it was asked to; every answer is then n/a
};

/// Reads a spec, does its work and writes the answer. Returns the exit code: 0 when an answer was written, 2 for a bad
/// spec.
int worker_main(std::istream& input, std::ostream& output, std::ostream& errors,
                const worker_mode& mode = {});

}  // namespace concbench::runner
