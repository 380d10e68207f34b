// Makes an entry of each figure of the tracked cells.
#include "report/exports/benchmark_action.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "report/exports/json_text.hpp"
#include "report/exports/tracked_cells.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

/// What was run, for the tooltip of a point.
std::string settings_of(const tracked_cell& from) {
  auto text = fmt::format("tasks={} concurrency={}", from.cell->tasks, from.cell->concurrency);
  for (const auto& each : from.cell->params) text += fmt::format(" {}={}", each.name, each.text);
  return valid_utf8(text);
}

json::object entry_of(const tracked_cell& from, std::string_view what, std::string_view unit, double value) {
  return {{"name", fmt::format("{}{}", from.name, what)},
          {"unit", unit},
          {"value", value},
          {"extra", settings_of(from)}};
}

}  // namespace

std::string render_benchmark_action(const report& result) {
  json::array entries;
  for (const auto& each : tracked_cells(result)) {
    const double time = each.figures.time_ns;
    auto entry = entry_of(each, "", "ns", time);
    if (each.time_range)
      entry["range"] =
          fmt::format("± {}", std::max(each.time_range->high - time, time - each.time_range->low));
    entries.push_back(std::move(entry));
    if (each.figures.added_bytes > 0)
      entries.push_back(entry_of(each, " (memory that the run added)", "bytes", each.figures.added_bytes));
    if (each.figures.peak_rss_bytes > 0)
      entries.push_back(entry_of(each, " (peak memory)", "bytes", each.figures.peak_rss_bytes));
  }
  return json_text(entries);
}

}  // namespace concbench
