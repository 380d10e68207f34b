// Makes a measure of each figure of the tracked cells.
#include "report/exports/bmf.hpp"

#include <boost/json.hpp>

#include "report/exports/json_text.hpp"
#include "report/exports/tracked_cells.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

json::object time_measure(const tracked_cell& from) {
  json::object measure{{"value", from.figures.time_ns}};
  if (from.time_range) {
    measure["lower_value"] = from.time_range->low;
    measure["upper_value"] = from.time_range->high;
  }
  return measure;
}

json::object measures_of(const tracked_cell& from) {
  json::object measures{{"latency", time_measure(from)}};
  const auto add = [&](std::string_view name, double value) {
    if (value > 0) measures[name] = json::object{{"value", value}};
  };
  add("throughput", from.figures.tasks_per_second);
  add("task-p99", from.figures.latency.p99);
  add("added-memory", from.figures.added_bytes);
  add("peak-memory", from.figures.peak_rss_bytes);
  return measures;
}

}  // namespace

std::string render_bmf(const report& result) {
  json::object benchmarks;
  for (const auto& each : tracked_cells(result)) benchmarks[each.name] = measures_of(each);
  return json_text(benchmarks);
}

}  // namespace concbench
