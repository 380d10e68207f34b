// "0,2-3" to a mask and back.
#include "system/cpu_list.hpp"

#include <fmt/format.h>

#include "system/units.hpp"

namespace concbench {

std::optional<cpu_list> cpu_list::parse(std::string_view text) {
  cpu_list read;
  while (true) {
    const auto comma = text.find(',');
    const auto range = text.substr(0, comma);
    const auto dash = range.find('-');
    const auto first = parse_count(range.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_count(range.substr(dash + 1));
    if (!first || !last || *first > *last || *last >= CPU_SETSIZE) return {};
    for (auto cpu = *first; cpu <= *last; ++cpu) CPU_SET(cpu, &read.cpus_);
    if (comma == std::string_view::npos) return read;
    text.remove_prefix(comma + 1);
  }
}

cpu_list cpu_list::usable() {
  cpu_list mine;
  ::sched_getaffinity(0, sizeof mine.cpus_, &mine.cpus_);
  return mine;
}

bool cpu_list::contains(const cpu_list& others) const {
  cpu_set_t both;
  CPU_AND(&both, &cpus_, &others.cpus_);
  return CPU_EQUAL(&both, &others.cpus_);
}

std::string cpu_list::text() const {
  std::string text;
  for (std::size_t first = 0; first < CPU_SETSIZE; ++first) {
    if (!CPU_ISSET(first, &cpus_)) continue;
    auto last = first;
    while (last + 1 < CPU_SETSIZE && CPU_ISSET(last + 1, &cpus_)) ++last;
    const auto* separator = text.empty() ? "" : ",";
    text += first == last ? fmt::format("{}{}", separator, first)
                          : fmt::format("{}{}-{}", separator, first, last);
    first = last;
  }
  return text;
}

}  // namespace concbench
