// What the processes of a model use, in addition to the worker that measures. Models of threads and coroutines have no
// such processes.
#pragma once

#include "core/executor.hpp"
#include "system/resource_usage.hpp"

namespace concbench::runner {

/// CPU time, context switches and page faults of the model's processes, including those that have ended. It is
/// subtracted from a later reading. Their CPU time is exact, also while they run.
resource_usage usage_elsewhere(const executor& model);

/// Memory of the worker and of the model's processes at one moment. For a single process it equals VmRSS, so that it
/// can be compared with other models. Plain PSS would not do: it divides the program's own pages among all processes
/// that run it. With it 9 processes had 3.7 MiB, where a single one has a VmRSS of 8.8 MiB.
struct tree_memory {
  /// What is not of files by their shares (PSS), so that pages in common count once; of files the most that one of them
  /// has.
  std::uint64_t bytes = 0;
  /// The same, and what each had more of at its own peak (VmHWM - VmRSS): not less than all had at once.
  std::uint64_t peak_bytes = 0;
  std::uint64_t page_table_bytes = 0;
  std::uint64_t threads = 0;
  std::uint64_t processes = 0;

  static tree_memory now(const executor& model);
};

}  // namespace concbench::runner
