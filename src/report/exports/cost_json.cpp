// Cards and limits as JSON objects, a line each.
#include "report/exports/cost_json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>

#include "report/exports/json.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

json::value to_json(const std::optional<analysis::line_fit>& fit) {
  if (!fit) return nullptr;
  json::object object{{"per_task", fit->slope}, {"fixed", fit->intercept}};
  object["interval"] = fit->slope_range
                           ? json::value(json::array{fit->slope_range->low, fit->slope_range->high})
                           : json::value();
  object["r_squared"] = fit->r_squared;
  object["points"] = fit->points;
  return object;
}

json::value to_json(const std::optional<cost_figure>& figure) {
  if (!figure) return nullptr;
  return json::object{{"median", figure->median}, {"least", figure->least}, {"most", figure->most}};
}

json::value to_json(const std::optional<memory_card>& card) {
  if (!card) return nullptr;
  return json::object{{"total", to_json(std::optional(card->total))},
                      {"user", to_json(std::optional(card->user))},
                      {"page_tables", to_json(std::optional(card->tables))},
                      {"kernel_stacks_computed", to_json(card->stacks)},
                      {"least_tasks", card->least_tasks},
                      {"most_tasks", card->most_tasks}};
}

json::object to_json(const cost_card& card) {
  json::array remarks;
  for (const auto& each : card.remarks) remarks.emplace_back(valid_utf8(each));
  return {{"executor", valid_utf8(card.executor)},    {"memory_bytes", to_json(card.memory)},
          {"dispatch_ns", to_json(card.dispatch_ns)}, {"startup_ns", to_json(card.startup_ns)},
          {"cpu_ns", to_json(card.cpu_ns)},           {"context_switches", to_json(card.switches)},
          {"allocations", to_json(card.allocations)}, {"remarks", std::move(remarks)}};
}

json::object to_json(const capacity_limit& limit) {
  return {
      {"name", limit.name}, {"value", limit.value}, {"room", limit.room}, {"raise", valid_utf8(limit.raise)}};
}

json::object to_json(const stopped_by& stop) {
  return {{"executor", valid_utf8(stop.executor)}, {"tasks", stop.tasks}, {"limit", to_json(stop.limit)}};
}

template <class Items>
std::string list_of(const Items& items) {
  std::vector<std::string> each;
  for (const auto& item : items) each.push_back("  " + json::serialize(to_json(item)));
  return each.empty() ? "[]" : fmt::format("[\n{}\n]", fmt::join(each, ",\n"));
}

}  // namespace

std::string render_cost_json(const cost_measurement& measurement) {
  return fmt::format(
      "{{\n\"cards\": {},\n\"limits\": {},\n\"stopped\": {},\n\"timed\": {},\"counted\": {}}}\n",
      list_of(make_cost_cards(measurement)), list_of(measurement.limits), list_of(measurement.stopped),
      render_json(measurement.timed), render_json(measurement.counted));
}

}  // namespace concbench
