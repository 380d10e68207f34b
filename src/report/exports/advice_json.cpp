// Makes a JSON object of each judgement.
#include "report/exports/advice_json.hpp"

#include <string_view>

#include <boost/json.hpp>

#include "report/exports/json_text.hpp"
#include "report/figures/advice.hpp"
#include "report/figures/results.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

std::string_view name_of(cause why) {
  switch (why) {
    case cause::one_at_a_time:
      return "one-at-a-time";
    case cause::one_thread:
      return "one-thread";
    case cause::cpu_time:
      return "cpu-time";
    case cause::late_start:
      return "late-start";
    case cause::context_switches:
      break;
  }
  return "context-switches";
}

std::string_view name_of(price what) {
  switch (what) {
    case price::cpu_time:
      return "cpu-time";
    case price::memory:
      return "memory";
    case price::start_and_stop:
      break;
  }
  return "start-and-stop";
}

std::string executor_of(const cell_result* of) {
  return valid_utf8(of->cell->executor);
}

/// The factor is known only when the faster executor is the reference, as in the table of speedups.
json::object set_aside_to_json(const set_aside& from) {
  const auto* loser = from.compared.other;
  json::object made{{"executor", executor_of(loser)}, {"slower_than", executor_of(from.slower_than)}};
  if (from.slower_than->reference) {
    const auto factor = loser->speedup->inverse();
    made["factor"] = factor.ratio;
    made["interval"] = interval_to_json(factor.range);
  }
  return made;
}

json::object loss_to_json(const loss& from) {
  json::array causes;
  for (const auto& each : from.why)
    causes.push_back(
        {{"cause", name_of(each.why)}, {"of_executor", each.of_loser}, {"of_winner", each.of_winner}});
  return {{"executor", executor_of(from.loser)},
          {"factor", from.factor.ratio},
          {"interval", interval_to_json(from.factor.range)},
          {"causes", std::move(causes)}};
}

json::object saving_to_json(const saving& from) {
  json::array more;
  for (const auto& [executor, amount] : from.more)
    more.push_back({{"executor", executor_of(executor)}, {"amount", amount}});
  return {{"of", name_of(from.kind)},
          {"least", {{"executor", executor_of(from.least.first)}, {"amount", from.least.second}}},
          {"more", std::move(more)}};
}

json::object judgement_to_json(const judgement& from) {
  const auto& first = from.group->first();
  json::object params;
  for (const auto& each : first.params) params[each.name] = valid_utf8(each.text);
  json::array best;
  for (const auto* each : from.best) best.emplace_back(executor_of(each));
  json::array losses;
  for (const auto& each : from.losses) losses.push_back(loss_to_json(each));
  json::array behind;
  if (from.found)
    for (const auto& each : from.found->behind) behind.push_back(set_aside_to_json(each));
  json::array savings;
  for (const auto& each : from.savings) savings.push_back(saving_to_json(each));
  return {{"scenario", valid_utf8(first.scenario)},
          {"params", std::move(params)},
          {"tasks", first.tasks},
          {"concurrency", from.group->concurrency()},
          {"best", std::move(best)},
          {"losses", std::move(losses)},
          {"behind", std::move(behind)},
          {"savings", std::move(savings)},
          {"rounds_needed", from.rounds_needed},
          {"busy_server", from.busy_server}};
}

json::object situation_to_json(const situation_advice& from) {
  json::array slower;
  for (const auto& each : from.slower)
    slower.push_back({{"executor", valid_utf8(each.executor)},
                      {"lost", each.lost},
                      {"compared", each.compared},
                      {"factors", {each.factors.low, each.factors.high}}});
  json::array scenarios;
  for (const auto& each : from.judgements) scenarios.push_back(judgement_to_json(each));
  return {
      {"situation", all_situations[place_of(from.kind)].name},
      {"decided", from.decides()},
      {"use", texts_to_json(from.use)},
      {"least_cpu_time", from.least_cpu_time ? json::value(valid_utf8(*from.least_cpu_time)) : json::value()},
      {"slower", std::move(slower)},
      {"not_measured", texts_to_json(from.not_measured)},
      {"scenarios", std::move(scenarios)}};
}

}  // namespace

std::string render_advice_json(const report& result) {
  const auto results = results_of(result);
  const auto from = advice_of(result, results);
  json::array situations;
  for (const auto& each : from.situations) situations.push_back(situation_to_json(each));
  return json_text(json::object{{"tool",
                                 {{"name", "concbench"},
                                  {"version", valid_utf8(result.tool_version)},
                                  {"revision", valid_utf8(result.revision)}}},
                                {"started", valid_utf8(result.started)},
                                {"interrupted", result.plan.interrupted},
                                {"situations", std::move(situations)},
                                {"not_measured", texts_to_json(from.unmeasured)},
                                {"other_executors", texts_to_json(from.other_executors)}});
}

}  // namespace concbench
