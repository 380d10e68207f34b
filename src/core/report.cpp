// Names of statuses, as they stand in every export.
#include "core/report.hpp"

#include <algorithm>
#include <array>

namespace concbench {
namespace {

constexpr std::array<std::pair<status, std::string_view>, 7> names{{
    {status::ok, "ok"},
    {status::saturated, "saturated"},
    {status::failed, "failed"},
    {status::timeout, "timeout"},
    {status::crashed, "crashed"},
    {status::incorrect, "incorrect"},
    {status::not_applicable, "n/a"},
}};

constexpr std::array<std::pair<rounds_limit, std::string_view>, 6> limit_names{{
    {rounds_limit::rounds, "rounds"},
    {rounds_limit::precision, "precision"},
    {rounds_limit::budget, "budget"},
    {rounds_limit::nothing_to_compare, "nothing-to-compare"},
    {rounds_limit::failures, "failures"},
    {rounds_limit::interruption, "interruption"},
}};

}  // namespace

std::string to_string(rounds_limit value) {
  return std::string(
      std::ranges::find(limit_names, value, &std::pair<rounds_limit, std::string_view>::first)->second);
}

std::optional<rounds_limit> parse_rounds_limit(std::string_view text) {
  const auto found = std::ranges::find(limit_names, text, &std::pair<rounds_limit, std::string_view>::second);
  if (found == limit_names.end()) return {};
  return found->first;
}

std::string to_string(status value) {
  return std::string(std::ranges::find(names, value, &std::pair<status, std::string_view>::first)->second);
}

std::optional<status> parse_status(std::string_view text) {
  const auto found = std::ranges::find(names, text, &std::pair<status, std::string_view>::second);
  if (found == names.end()) return {};
  return found->first;
}

}  // namespace concbench
