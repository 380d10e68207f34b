// One is singular, all other numbers are not.
#include "system/counted.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace concbench {
namespace {

std::string in_number(std::uint64_t count, std::string_view noun) {
  return fmt::format("{}{}", noun, agreeing(count, "", noun.ends_with('s') ? "es" : "s"));
}

}  // namespace

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}", count, in_number(count, noun));
}

std::string counted_part(std::uint64_t part, std::uint64_t whole, std::string_view noun) {
  return fmt::format("{} of {} {}", part, whole, in_number(whole, noun));
}

std::string_view agreeing(std::uint64_t count, std::string_view one, std::string_view several) {
  return count == 1 ? one : several;
}

std::string first_of(const std::vector<std::string>& names, std::size_t most) {
  const auto shown = std::min(names.size(), most);
  const auto first =
      fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  return shown == names.size() ? first : fmt::format("{} and {} more", first, names.size() - shown);
}

}  // namespace concbench
