// Parsing, jitter, and computing of a given length.
#include "scenarios/parts/steps.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/hash.hpp"
#include "system/trimmed.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t multiplier = 6364136223846793005;
constexpr std::uint64_t increment = 1442695040888963407;
constexpr duration most_time = std::chrono::hours(1);
constexpr byte_size most_bytes{1ULL << 30};

[[noreturn]] void refuse(std::string_view text) {
  throw usage_error(
      fmt::format("custom.steps has no step '{}': allowed are 'http TIME', 'cpu TIME', 'wait TIME' up to {}, "
                  "and 'read SIZE' up to {}, separated by commas",
                  text, exact_text(most_time), exact_text(most_bytes)));
}

step parse_step(std::string_view text) {
  const auto space = text.find(' ');
  const auto verb = text.substr(0, space);
  const auto amount = space == text.npos ? std::string_view() : trimmed(text.substr(space));
  if (verb == "read") {
    const auto size = parse_size(amount);
    if (!size || size->count == 0 || *size > most_bytes) refuse(text);
    return {step_kind::read, static_cast<std::int64_t>(size->count)};
  }
  const auto time = parse_duration(amount);
  if (!time || *time > most_time) refuse(text);
  if (verb == "http") return {step_kind::http, time->count()};
  if (verb == "cpu") return {step_kind::cpu, time->count()};
  if (verb == "wait") return {step_kind::wait, time->count()};
  refuse(text);
}

/// A number from 0 up to 1, the same for the same arguments.
double uniform(std::uint64_t a, std::uint64_t b) {
  return static_cast<double>(mix(a, b) >> 11) * 0x1p-53;
}

double factor(jitter_kind jitter, double at) {
  if (jitter == jitter_kind::uniform) return 0.5 + at;
  if (jitter == jitter_kind::exponential) return std::min(-std::log1p(-at), most_factor(jitter));
  return 1;
}

}  // namespace

std::vector<step> parse_steps(std::string_view text) {
  std::vector<step> steps;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    steps.push_back(parse_step(trimmed(text.substr(at, end - at))));
    steps.back().number = static_cast<std::uint32_t>(steps.size() - 1);
    at = end + 1;
  }
  return steps;
}

jitter_kind parse_jitter(std::string_view name) {
  if (name == "none") return jitter_kind::none;
  if (name == "uniform") return jitter_kind::uniform;
  if (name == "exponential") return jitter_kind::exponential;
  throw std::invalid_argument("unknown jitter");
}

double most_factor(jitter_kind jitter) {
  return jitter == jitter_kind::exponential ? 10 : jitter == jitter_kind::uniform ? 1.5 : 1;
}

std::vector<step> steps_of_task(const std::vector<step>& steps, jitter_kind jitter, std::uint64_t seed,
                                task_id id) {
  auto own = steps;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const auto by = factor(jitter, uniform(mix(seed, id), i));
    own[i].amount = std::llround(static_cast<double>(own[i].amount) * by);
  }
  return own;
}

std::uint64_t lcg_walk(std::uint64_t start, std::uint64_t count) noexcept {
  for (std::uint64_t i = 0; i < count; ++i) start = start * multiplier + increment;
  return start;
}

std::uint64_t lcg_jump(std::uint64_t start, std::uint64_t count) noexcept {
  std::uint64_t factor_of_all = 1;
  std::uint64_t sum_of_all = 0;
  // A step that is repeated 1, 2, 4, … times is again of the form x · a + c.
  for (std::uint64_t a = multiplier, c = increment; count > 0; count /= 2) {
    if (count % 2 == 1) {
      factor_of_all *= a;
      sum_of_all = sum_of_all * a + c;
    }
    c *= a + 1;
    a *= a;
  }
  return start * factor_of_all + sum_of_all;
}

double lcg_steps_per_ns() {
  constexpr std::uint64_t steps = 3'000'000;  // some 4 ms
  auto best = duration::max();
  volatile std::uint64_t sink = 0;
  for (int i = 0; i < 10; ++i) best = std::min(best, time_of([&] { sink = lcg_walk(sink, steps); }));
  return static_cast<double>(steps) / static_cast<double>(best.count());
}

}  // namespace concbench
