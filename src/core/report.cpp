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

}  // namespace

std::string to_string(status value) {
  return std::string(std::ranges::find(names, value, &std::pair<status, std::string_view>::first)->second);
}

std::optional<status> parse_status(std::string_view text) {
  const auto found = std::ranges::find(names, text, &std::pair<status, std::string_view>::second);
  if (found == names.end()) return {};
  return found->first;
}

}  // namespace concbench
