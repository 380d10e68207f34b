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
  std::int64_t amount;       ///< nanoseconds, or for `read` bytes
  std::uint32_t number = 0;  ///< its place in the task
};

/// Steps, separated by commas: a verb and how much of it. `http TIME`: a request that the server answers
/// after that time; `cpu TIME`: as much computing as takes one thread that time; `read SIZE`: so many bytes
/// of a file in the page cache; `wait TIME`. Throws usage_error that names the step that is none, and what
/// there is.
std::vector<step> parse_steps(std::string_view text);

enum class jitter_kind { none, uniform, exponential };

/// Throws std::invalid_argument for a name that is none.
jitter_kind parse_jitter(std::string_view name);

/// What an amount is multiplied by at most: 1, 1.5 or 10.
double most_factor(jitter_kind jitter);

/// The steps of one task: each amount times a factor of its own, which comes from the seed, so that all
/// executors do the same work. `uniform`: between a half and one and a half; `exponential`: with mean 1, as
/// service times of independent requests are often modelled, at most 10.
std::vector<step> steps_of_task(const std::vector<step>& steps, jitter_kind jitter, std::uint64_t seed,
                                task_id id);

/// Computing of any length whose answer can be checked in a moment: `count` steps of a linear congruential
/// generator (Knuth's MMIX constants) from `start`, each of which needs the one before.
std::uint64_t lcg_walk(std::uint64_t start, std::uint64_t count) noexcept;

/// The same answer in O(log count) steps (Brown 1994, "Random number generation with arbitrary strides").
std::uint64_t lcg_jump(std::uint64_t start, std::uint64_t count) noexcept;

/// How many steps of lcg_walk this machine makes in a nanosecond; takes about 50 ms. The best of several
/// tries, since whatever disturbs them only makes them slower.
double lcg_steps_per_ns();

}  // namespace concbench
