// What the harness knows about a task: its index, its answer, and when it ran.
#pragma once

#include <cstdint>

#include "system/hash.hpp"

namespace concbench {

/// Index of a task in its batch, 0 … N-1.
using task_id = std::uint32_t;

/// A task's answer, reduced to 64 bits (a checksum, a count, a sum): what `scenario::verify` judges.
using digest = std::uint64_t;

enum class task_outcome : std::uint8_t { pending, ok, failed };

/// One task of one sample. Times are values of `now_ns()`; both are 0 when the task never started.
struct task_record {
  std::int64_t start_ns = 0;  ///< when a lane took it
  std::int64_t end_ns = 0;
  digest answer = 0;  ///< 0 unless `outcome` is ok
  task_outcome outcome = task_outcome::pending;
};

}  // namespace concbench
