// One object for each compared cell.
#include "report/exports/comparison_json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "report/exports/json_text.hpp"
#include "report/figures/compared_figures.hpp"
#include "report/words/comparison_words.hpp"
#include "report/words/gate_words.hpp"
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

json::object condition_to_json(const gate_result& from, const report_comparison& of) {
  return {{"condition", gate_condition(from, of)},
          {"figure", name_of(from.limit.figure)},
          {"verdict", to_string(from.verdict())},
          {"text", gate_text(from)},
          {"passed", from.count(gate_verdict::passed)},
          {"undecided", from.count(gate_verdict::undecided)},
          {"failed", from.count(gate_verdict::failed)},
          {"broken", from.broken},
          {"changed", from.changed}};
}

json::value gate_to_json(const std::vector<gate_result>& from, const report_comparison& of) {
  if (from.empty()) return nullptr;
  json::array conditions;
  for (const auto& each : from) conditions.push_back(condition_to_json(each, of));
  return json::object{{"verdict", to_string(worst_of(from))}, {"conditions", std::move(conditions)}};
}

json::value verdict_to_json(const std::optional<gate_verdict>& from) {
  return from ? json::value(to_string(*from)) : json::value();
}

}  // namespace

std::string render_comparison_json(const report_comparison& comparison, const report_names& names,
                                   const std::vector<gate_result>& gates) {
  json::array comparisons;
  for (std::size_t i = 0; i < comparison.cells.size(); ++i) {
    const auto& each = comparison.cells[i];
    comparisons.push_back(
        {{"scenario", each.after->scenario},
         {"executor", each.after->executor},
         {"params", params_of(*each.after, comparison.after->plan)},
         {"figure", name_of(each.figure)},
         {"measured", each.measured == compared_figure::peak_memory ? "peak-memory" : name_of(each.measured)},
         {"ratio", each.ratio},
         {"interval", interval_to_json(each.range)},
         {"verdict", change_text(each)},
         {"gate", verdict_to_json(verdict_on(i, gates))}});
  }
  return json_text(json::object{{"old", valid_utf8(old_name(names))},
                                {"new", valid_utf8(new_name(names))},
                                {"gate", gate_to_json(gates, comparison)},
                                {"comparisons", std::move(comparisons)}});
}

}  // namespace concbench
