// What a model's own processes use, beside the worker that measures: nothing for models of threads and
// coroutines.
#pragma once

#include "core/executor.hpp"
#include "system/resource_usage.hpp"

namespace concbench::runner {

/// CPU, switches and faults of the model's processes, those that have ended included: to be subtracted from a
/// later reading. Their CPU is exact, also while they live.
resource_usage usage_elsewhere(const executor& model);

/// Memory of the worker and of the model's processes at one moment. Of one process alone it would be VmRSS,
/// so that it compares with that of other models. PSS as it is would leave most of the program's own pages to
/// whatever else runs it: 9 processes had 3.7 MiB then, where one has a VmRSS of 8.8.
struct tree_memory {
  std::uint64_t bytes = 0;  ///< what is not of files by their shares (PSS), so that pages in common count
                            ///< once; of files the most that one of them has
  std::uint64_t peak_bytes = 0;  ///< the same, and what each had more of at its own peak (VmHWM - VmRSS): not
                                 ///< less than all had at once
  std::uint64_t page_table_bytes = 0;
  std::uint64_t threads = 0;
  std::uint64_t processes = 0;

  static tree_memory now(const executor& model);
};

}  // namespace concbench::runner
