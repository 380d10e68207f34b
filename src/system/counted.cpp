// One is singular, all other numbers are not.
#include "system/counted.hpp"

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

std::vector<std::string> shortened(std::vector<std::string> names, std::size_t most) {
  if (names.size() <= most + 1) return names;
  const auto left = names.size() - most;
  names.resize(most);
  names.push_back(fmt::format("{} more", left));
  return names;
}

std::string first_of(const std::vector<std::string>& names, std::size_t most) {
  if (names.size() <= most + 1) return fmt::format("{}", fmt::join(names, ", "));
  return listed(names, "and", most);
}

std::string listed(const std::vector<std::string>& names, std::string_view last, std::size_t most) {
  const auto shown = shortened(names, most);
  if (shown.size() <= 1) return fmt::format("{}", fmt::join(shown, ""));
  return fmt::format("{} {} {}", fmt::join(shown.begin(), shown.end() - 1, ", "), last, shown.back());
}

}  // namespace concbench
