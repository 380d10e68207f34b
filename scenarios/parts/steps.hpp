// The steps of a `custom` task: "http 30ms p99=200ms errors=2%, parallel(http 5ms, http GET https://a.example/), cpu 2ms exp".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/scenario.hpp"
#include "core/task.hpp"
#include "system/clock.hpp"

namespace concbench {

enum class step_kind { http, url, cpu, read, wait };

/// How the amounts of a step differ from task to task.
enum class distribution {
  constant,
  uniform,      ///< between a half and one and a half of the amount
  exponential,  ///< the amount is the mean; at most 10 times as much
  /// The amount is the median, and `step::p99` the 99th percentile: the logarithm of a draw is normally distributed.
  /// Draws are cut at 4 standard deviations, which 1 draw of 15,787 reaches.
  log_normal,
};

struct step {
  step_kind kind;
  std::int64_t amount;  ///< nanoseconds; bytes for `read`; 0 for `url`
  distribution drawn_from = distribution::constant;
  std::int64_t p99 = 0;      ///< in the unit of `amount`, and above it; 0 unless `log_normal`
  double errors = 0;         ///< the part, 0 to 1, of the requests of this step that are answered by 503
  std::uint32_t number = 0;  ///< its index in the task
  /// How many steps run at once from this one on: 1 for a step alone, and for all but the first of several 0.
  std::uint32_t at_once = 1;
  std::uint32_t request = 0;  ///< for `url`: its index in `step_list::requests`
};

/// What a task does.
struct step_list {
  std::vector<step> steps;
  std::vector<named_request> requests = {};  ///< of the steps with a URL, in their order
};

/// The most steps that one `parallel(…)` may have.
inline constexpr std::size_t most_steps_at_once = 64;

/// Reads steps that are separated by commas; each is a verb, an amount, and options. `http TIME`: a request that the
/// server answers after that time. `http METHOD URL`: a request to a server of somebody else; a URL ends at a blank, a
/// comma or a parenthesis, and has no user name. `cpu TIME`: as much computing as takes one thread that time. `read
/// SIZE`: as many bytes of a file in the page cache. `wait TIME`: waits. `parallel(STEP, STEP)`: steps that run at once,
/// none of which is itself a `parallel`. The options `exp` and `p99=AMOUNT` choose a distribution, and `errors=PERCENT`
/// makes requests fail. Throws usage_error, which names the wrong step or option, its column (counted in bytes from 1),
/// and what is allowed.
step_list parse_steps(std::string_view text);

/// Reads `none`, `uniform` or `exponential`. Throws std::invalid_argument for another name.
distribution parse_jitter(std::string_view name);

/// The steps, where those without a distribution of their own have this one.
std::vector<step> with_jitter(std::vector<step> steps, distribution jitter);

/// The largest amount that a task may draw for the step.
std::int64_t largest_amount(const step& asked);

/// The steps of one task, each with an amount that is drawn from its distribution. Draws follow from the seed, the
/// task and the step, so that all executors do the same work.
std::vector<step> steps_of_task(const std::vector<step>& steps, std::uint64_t seed, task_id id);

/// Computing of any length, with an answer that can be checked quickly: `count` steps of a linear congruential
/// generator (Knuth's MMIX constants) from `start`. Each step needs the result of the one before.
std::uint64_t lcg_walk(std::uint64_t start, std::uint64_t count) noexcept;

/// The same answer in O(log count) steps (Brown 1994, "Random number generation with arbitrary strides").
std::uint64_t lcg_jump(std::uint64_t start, std::uint64_t count) noexcept;

/// How many steps of lcg_walk this machine does in a nanosecond. Takes about 50 ms. It is the best of several tries,
/// because disturbances only make them slower.
double lcg_steps_per_ns();

}  // namespace concbench
