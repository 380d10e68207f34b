// One object for each compared cell.
#include "report/comparison_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "report/json_text.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

json::object params_of(const cell& of, const plan& asked) {
  json::object params;
  for (const auto& each : of.params) params[each.name] = valid_utf8(each.text);
  for (const auto& each : asked.sweeps) {
    if (each.parameter == "tasks") params["tasks"] = fmt::format("{}", of.tasks);
    if (each.parameter == "concurrency") params["concurrency"] = fmt::format("{}", of.concurrency);
  }
  return params;
}

json::value interval_of(const cell_comparison& of) {
  if (!of.range) return nullptr;
  return json::array{of.range->low, of.range->high};
}

}  // namespace

std::string render_comparison_json(const report_comparison& of, const report_names& names) {
  json::array comparisons;
  for (const auto& each : of.cells)
    comparisons.push_back({{"scenario", each.after->scenario},
                           {"executor", each.after->executor},
                           {"params", params_of(*each.after, of.after->plan)},
                           {"ratio", each.ratio},
                           {"interval", interval_of(each)},
                           {"verdict", to_string(each.verdict())}});
  return json_text(json::object{{"old", valid_utf8(old_name(names))},
                                {"new", valid_utf8(new_name(names))},
                                {"comparisons", std::move(comparisons)}});
}

}  // namespace concbench
