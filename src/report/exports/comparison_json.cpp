// One object for each compared cell.
#include "report/exports/comparison_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "report/exports/json_text.hpp"
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

json::value gate_to_json(const std::optional<gate_result>& from) {
  if (!from) return nullptr;
  return json::object{{"condition", gate_condition(*from)},
                      {"verdict", to_string(from->verdict())},
                      {"text", gate_text(*from)},
                      {"passed", from->count(gate_verdict::passed)},
                      {"undecided", from->count(gate_verdict::undecided)},
                      {"failed", from->count(gate_verdict::failed)},
                      {"broken", from->broken}};
}

}  // namespace

std::string render_comparison_json(const report_comparison& of, const report_names& names,
                                   const std::optional<gate_result>& gate) {
  json::array comparisons;
  for (std::size_t i = 0; i < of.cells.size(); ++i) {
    const auto& each = of.cells[i];
    comparisons.push_back({{"scenario", each.after->scenario},
                           {"executor", each.after->executor},
                           {"params", params_of(*each.after, of.after->plan)},
                           {"ratio", each.ratio},
                           {"interval", interval_of(each)},
                           {"verdict", to_string(each.verdict())},
                           {"gate", gate ? json::value(to_string(gate->cells[i])) : json::value()}});
  }
  return json_text(json::object{{"old", valid_utf8(old_name(names))},
                                {"new", valid_utf8(new_name(names))},
                                {"gate", gate_to_json(gate)},
                                {"comparisons", std::move(comparisons)}});
}

}  // namespace concbench
