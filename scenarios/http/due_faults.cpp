// From four parameters to the query that asks for them.
#include "scenarios/http/due_faults.hpp"

#include <iterator>

#include <fmt/format.h>

namespace concbench {
namespace {

net::fault_rates rates_of(const parameter_values& params, double further_503) {
  return {params.ratio("error-rate"), params.ratio("503-rate") + further_503, params.ratio("reset-rate"),
          params.ratio("stall-rate")};
}

parameter rate_parameter(std::string name, std::string help) {
  return {.name = std::move(name),
          .type = parameter_type::ratio,
          .defaults = std::string("0"),
          .help = std::move(help),
          .minimum = "0",
          .maximum = "1",
          .only_for = target_kind::own};
}

}  // namespace

due_faults::due_faults(const scenario_setup& setup, double further_503)
    : seed_(setup.seed), rates_(rates_of(setup.params, further_503)) {
  const auto add = [&](std::string_view name, double rate) {
    if (rate > 0) query_ += fmt::format("&{}={}", name, rate);
  };
  add("error-rate", rates_.any);
  add("503-rate", rates_.unavailable);
  add("reset-rate", rates_.reset);
  add("stall-rate", rates_.stall);
}

void due_faults::append_query(std::string& target, std::uint32_t attempt) const {
  if (query_.empty()) return;
  fmt::format_to(std::back_inserter(target), "&attempt={}{}", attempt, query_);
}

std::vector<parameter> with_fault_parameters(std::vector<parameter> own) {
  own.push_back(
      rate_parameter("error-rate", "part of the requests that fail: 503, reset or stall, in equal parts"));
  own.push_back(rate_parameter("503-rate", "further part: answered by 503 Service Unavailable"));
  own.push_back(rate_parameter("reset-rate", "further part: the connection is reset"));
  own.push_back(rate_parameter("stall-rate", "further part: no answer before request-timeout"));
  return own;
}

void check_faults(const scenario_setup& setup, double further_503) {
  constexpr double rounding = 1e-9;  // 0.7 + 0.2 + 0.1 is more than 1
  if (const auto sum = rates_of(setup.params, further_503).sum(); sum > 1 + rounding)
    throw usage_error(fmt::format(
        "error-rate, 503-rate, reset-rate and stall-rate{} cannot be {} together: allowed is at most 1",
        further_503 > 0 ? ", and errors of a step," : "", sum));
}

}  // namespace concbench
