// What a task is to the harness: an index, an answer, and a record of when it ran.
#pragma once

#include <cstdint>

#include "system/hash.hpp"

namespace concbench {

/// Index of a task in its batch, 0 … N-1.
using task_id = std::uint32_t;

/// A task's answer, reduced to 64 bits (a checksum, a count, a sum): what `scenario::verify` judges.
using digest = std::uint64_t;

enum class task_outcome : std::uint8_t { pending, ok, failed };

/// One task inside one sample. Times are `now_ns()`; a task that never started has both 0.
struct task_record {
  std::int64_t start_ns = 0;  ///< when a lane took it
  std::int64_t end_ns = 0;
  digest answer = 0;  ///< 0 unless `outcome` is ok
  task_outcome outcome = task_outcome::pending;
};

}  // namespace concbench
