// The steps of a `custom` task: "http 20ms, cpu 2ms, read 64KiB, wait 5ms".
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/task.hpp"
#include "system/clock.hpp"

namespace concbench {

enum class step_kind { http, cpu, read, wait };

struct step {
  step_kind kind;
  std::int64_t amount;       ///< nanoseconds; bytes for `read`
  std::uint32_t number = 0;  ///< its index in the task
};

/// Reads steps that are separated by commas; each is a verb and an amount. `http TIME`: a request that the server
/// answers after that time. `cpu TIME`: as much computing as takes one thread that time. `read SIZE`: as many bytes of
/// a file in the page cache. `wait TIME`: waits. Throws usage_error, which names the wrong step, and the steps that
/// exist.
std::vector<step> parse_steps(std::string_view text);

enum class jitter_kind { none, uniform, exponential };

/// Throws std::invalid_argument for an unknown name.
jitter_kind parse_jitter(std::string_view name);

/// The largest factor of an amount: 1, 1.5 or 10.
double most_factor(jitter_kind jitter);

/// The steps of one task. Each amount is multiplied by a factor of its own, which follows from the seed, so that all
/// executors do the same work. `uniform`: between a half and one and a half. `exponential`: with mean 1, as service
/// times of independent requests are often modelled, and at most 10.
std::vector<step> steps_of_task(const std::vector<step>& steps, jitter_kind jitter, std::uint64_t seed,
                                task_id id);

/// Computing of any length, with an answer that can be checked quickly: `count` steps of a linear congruential
/// generator (Knuth's MMIX constants) from `start`. Each step needs the result of the one before.
std::uint64_t lcg_walk(std::uint64_t start, std::uint64_t count) noexcept;

/// The same answer in O(log count) steps (Brown 1994, "Random number generation with arbitrary strides").
std::uint64_t lcg_jump(std::uint64_t start, std::uint64_t count) noexcept;

/// How many steps of lcg_walk this machine does in a nanosecond. Takes about 50 ms. It is the best of several tries,
/// because disturbances only make them slower.
double lcg_steps_per_ns();

}  // namespace concbench
