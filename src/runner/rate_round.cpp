// From the answers of the steps to the answer of the round.
#include "runner/rate_round.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "system/three_digits.hpp"
#include "system/units.hpp"

namespace concbench::runner {
namespace {

/// Whether a step shows if the rate is sustained.
bool tells_about_the_rate(const worker_answer& answer) {
  return has_sample(answer) && answer.status <= status::failed;
}

std::int64_t shown_quantile(const sample& of, const latency_limit& limit) {
  return quantile_of(of.response_ns, limit.below_ns > 0 ? limit.quantile : "p99");
}

std::string rounded_text(std::int64_t ns) {
  return exact_text(duration(std::llround(three_digits(static_cast<double>(ns)))));
}

/// Why the lowest rate was not sustained.
std::string reason_below(const worker_answer& lowest, rate_stop stop, const plan& asked) {
  if (stop == rate_stop::latency)
    return fmt::format("below {}: its {} there was {}, and --slo is {}", rate_text(asked.rate),
                       asked.slo.quantile, rounded_text(shown_quantile(lowest.sample, asked.slo)),
                       limit_text(asked.slo));
  return fmt::format("below {}: {}", rate_text(asked.rate), lowest.reason);
}

}  // namespace

cell_search::cell_search(const plan& asked, std::size_t index, std::size_t position)
    : asked_(asked), index_(index), position_(position), search_(rate_grid(asked.rate, asked.highest_rate)) {}

std::optional<double> cell_search::next() const {
  if (ended_by_) return {};
  return search_.next();
}

void cell_search::tried(worker_answer answer) {
  if (!tells_about_the_rate(answer)) {
    ended_by_ = std::move(answer);
    return;
  }
  const auto stop = stop_of(answer.sample, asked_.slo);
  search_.tried(stop == rate_stop::nothing);
  if (stop == rate_stop::nothing) {
    sustained_ = std::move(answer);
  } else {
    refused_ = std::move(answer);
    stop_ = stop;
  }
}

worker_answer cell_search::result() const {
  if (ended_by_) return *ended_by_;
  found_rate found{.stop = stop_};
  if (const auto refused = search_.refused()) {
    found.stopped_at = *refused;
    found.stopped_ns = shown_quantile(refused_.sample, asked_.slo);
  }
  auto answer = sustained_;
  if (const auto sustained = search_.sustained()) {
    found.rate = *sustained;
  } else {
    answer = refused_;
    found.rate = asked_.rate;
    found.none_sustained = true;
    answer.reason = answer.sample.reason = reason_below(refused_, stop_, asked_);
    if (answer.status == status::ok) {
      answer.status = answer.sample.status = status::saturated;
      answer.sample.saturation = answer.reason;
    }
  }
  answer.sample.found = found;
  return answer;
}

}  // namespace concbench::runner
