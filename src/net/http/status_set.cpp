// Numbers and ranges between commas.
#include "net/http/status_set.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "system/foreign_text.hpp"

namespace concbench::net {
namespace {

std::optional<unsigned> status_in(std::string_view text) {
  constexpr unsigned least = 200;
  constexpr unsigned most = 599;
  unsigned status = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, status);
  if (error != std::errc{} || stop != end || status < least || status > most) return {};
  return status;
}

}  // namespace

status_set status_set::parse(std::string_view text) {
  status_set all;
  while (true) {
    const auto comma = std::min(text.find(','), text.size());
    const auto part = text.substr(0, comma);
    const auto dash = part.find('-');
    const auto first = status_in(part.substr(0, dash));
    const auto last = dash == part.npos ? first : status_in(part.substr(dash + 1));
    if (!first || !last || *first > *last)
      throw std::invalid_argument(fmt::format(
          "{} is no status: allowed are numbers and ranges from 200 to 599, such as 200,404 or 200-299",
          in_quotes(part)));
    all.ranges_.emplace_back(*first, *last);
    if (comma == text.size()) return all;
    text.remove_prefix(comma + 1);
  }
}

bool status_set::has(unsigned status) const noexcept {
  return std::ranges::any_of(ranges_,
                             [=](const auto& each) { return each.first <= status && status <= each.second; });
}

std::string status_set::text() const {
  std::vector<std::string> parts;
  for (const auto& [first, last] : ranges_)
    parts.push_back(first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last));
  return fmt::format("{}", fmt::join(parts, ","));
}

}  // namespace concbench::net
