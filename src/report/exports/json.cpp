// Makes a JSON value of each part of a report.
#include "report/exports/json.hpp"

#include <boost/json.hpp>

#include "core/sample_json.hpp"
#include "core/timeline_json.hpp"
#include "report/exports/json_text.hpp"
#include "report/exports/machine_json.hpp"
#include "report/figures/cpu_verdict.hpp"
#include "report/figures/results.hpp"
#include "report/figures/saturation.hpp"
#include "report/figures/verdict.hpp"
#include "report/words/verdict_words.hpp"
#include "report/words/warnings.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

json::array workers_to_json(const std::vector<worker_program>& from) {
  json::array array;
  for (const auto& each : from)
    array.push_back({{"name", valid_utf8(each.name)}, {"command", valid_utf8(each.command)}});
  return array;
}

json::array sweeps_to_json(const std::vector<sweep>& from) {
  json::array array;
  for (const auto& each : from)
    array.push_back({{"parameter", each.parameter}, {"values", texts_to_json(each.values)}});
  return array;
}

json::object request_to_json(const request_summary& from) {
  return {{"method", from.method},
          {"headers", texts_to_json(from.headers)},
          {"body_bytes", from.body_bytes},
          {"body_sha256", from.body_sha256},
          {"insecure", from.insecure},
          {"requests", from.requests},
          {"expect_status", from.expected},
          {"compressed", from.compressed},
          {"routes", texts_to_json(from.routes)}};
}

json::object limit_to_json(const latency_limit& from) {
  return {{"quantile", from.quantile}, {"below_ns", from.below_ns}};
}

json::object search_to_json(const plan& from) {
  json::object object{{"highest_rate", from.highest_rate}, {"step_ns", from.step_ns}};
  if (from.slo.below_ns > 0) object["slo"] = limit_to_json(from.slo);
  return object;
}

json::object plan_to_json(const plan& from) {
  json::object object{{"command", valid_utf8(from.command)},
                      {"profile", from.profile},
                      {"seed", from.seed},
                      {"rounds", from.rounds},
                      {"warmup", from.warmup},
                      {"baseline", from.baseline},
                      {"scenarios", texts_to_json(from.scenarios)},
                      {"executors", texts_to_json(from.executors)},
                      {"targets", texts_to_json(from.targets)},
                      {"request", request_to_json(from.request)},
                      {"precision", from.precision},
                      {"budget_ns", from.budget_ns},
                      {"rate", from.rate},
                      {"allowed_errors", from.allowed_errors},
                      {"server", valid_utf8(from.server)},
                      {"cpus", from.cpus},
                      {"server_cpus", from.server_cpus},
                      {"workers", workers_to_json(from.workers)},
                      {"sweeps", sweeps_to_json(from.sweeps)},
                      {"interrupted", from.interrupted}};
  if (from.searches_rate()) object["rate_search"] = search_to_json(from);
  return object;
}

json::object params_to_json(const cell& from) {
  json::object params;
  for (const auto& each : from.params) params[each.name] = valid_utf8(each.text);
  return params;
}

json::object found_to_json(const found_rate& from) {
  return {{"rate", from.rate},
          {"none_sustained", from.none_sustained},
          {"stop", to_string(from.stop)},
          {"stopped_at", from.stopped_at},
          {"stopped_ns", from.stopped_ns}};
}

/// With what follows from its figures.
json::object sample_to_json(const sample& from) {
  auto object = to_json(from);
  object["client_cpu_share"] = rounded_share(client_cpu_share(from));
  object["server_cpu_share"] = rounded_share(server_cpu_share(from));
  if (from.found) object["found"] = found_to_json(*from.found);
  return object;
}

json::object end_to_json(const rounds_end& from) {
  return {{"by", to_string(from.limit)}, {"next_round_ns", from.next_round_ns}, {"left_ns", from.left_ns}};
}

json::object cell_to_json(const cell& from) {
  json::array samples;
  for (const auto& each : from.samples) samples.push_back(sample_to_json(each));
  json::object object{{"scenario", from.scenario},         {"executor", from.executor},
                      {"params", params_to_json(from)},    {"tasks", from.tasks},
                      {"concurrency", from.concurrency},   {"status", to_string(from.status)},
                      {"reason", valid_utf8(from.reason)}, {"samples", std::move(samples)}};
  if (from.interrupted) object["interrupted"] = true;
  if (from.timeline) object["timeline"] = to_json(*from.timeline);
  if (from.ended) object["rounds_ended"] = end_to_json(*from.ended);
  return object;
}

json::object speedup_to_json(const analysis::paired_speedup& from) {
  return {{"ratio", from.ratio},
          {"interval", interval_to_json(from.range)},
          {"rounds", from.rounds},
          {"rounds_needed", from.rounds_needed},
          {"resolved", from.resolved()}};
}

json::object executor_to_json(const cell_result& from) {
  json::object object{{"executor", from.cell->executor}, {"status", to_string(from.cell->status)}};
  if (from.figures) object["median_wall_ns"] = from.figures->wall_ns;
  if (from.figures && from.figures->response.p99 > 0)
    object["median_response_p99_ns"] = from.figures->response.p99;
  if (from.figures && from.figures->highest_rate > 0)
    object["median_highest_rate"] = from.figures->highest_rate;
  if (from.reference) return object;
  if (from.speedup) object["speedup"] = speedup_to_json(*from.speedup);
  if (from.lifecycle_speedup)
    object["speedup_with_start_and_stop"] = speedup_to_json(*from.lifecycle_speedup);
  return object;
}

json::object fastest_to_json(const verdict& from) {
  json::array over;
  for (const auto* advantages : {&from.resolved, &from.alike, &from.unresolved, &from.reversed})
    for (const auto& each : *advantages)
      over.push_back({{"executor", each.other->cell->executor}, {"speedup", speedup_to_json(each.factor)}});
  for (const auto& each : from.behind)
    over.push_back({{"executor", each.compared.other->cell->executor},
                    {"speedup", speedup_to_json(each.compared.factor)}});
  return {{"executor", from.winner->cell->executor}, {"over", std::move(over)}};
}

json::object least_cpu_to_json(const cpu_verdict& from) {
  json::array over;
  for (const auto& each : from.others)
    over.push_back({{"executor", each.other->cell->executor}, {"factor", speedup_to_json(each.factor)}});
  return {{"executor", from.least->cell->executor}, {"over", std::move(over)}};
}

/// The results of a scenario. They follow from its samples; readers need not compute them again.
json::object results_to_json(const scenario_results& from, const plan& asked) {
  const auto& first = from.first();
  json::array executors;
  for (const auto& each : from.cells) executors.push_back(executor_to_json(each));
  const auto* reference = from.reference();
  const auto verdict = verdict_of(from, asked);
  const auto cpu = cpu_verdict_of(from, asked);
  return {{"scenario", first.scenario},
          {"params", params_to_json(first)},
          {"tasks", first.tasks},
          {"concurrency", from.concurrency()},
          {"baseline", reference == nullptr ? json::value() : json::value(reference->cell->executor)},
          {"executors", std::move(executors)},
          {"fastest", verdict ? json::value(fastest_to_json(*verdict)) : json::value()},
          {"verdict", verdict ? json::value(verdict_text(*verdict, asked)) : json::value()},
          {"least_cpu", cpu ? json::value(least_cpu_to_json(*cpu)) : json::value()},
          {"cpu_verdict", cpu ? json::value(cpu_verdict_text(*cpu)) : json::value()}};
}

json::object dispatch_to_json(const dispatch_record& from) {
  return {{"executor", from.executor},
          {"tasks", from.tasks},
          {"wall_ns", json::array(from.wall_ns.begin(), from.wall_ns.end())}};
}

json::object counter_to_json(const counter& from) {
  json::object object{{"name", valid_utf8(from.name)}, {"meaning", to_string(from.meaning)}};
  if (!from.remark.empty()) object["remark"] = valid_utf8(from.remark);
  if (from.only_probed) object["only_probed"] = true;
  return object;
}

json::object facts_to_json(const scenario_facts& from) {
  json::array counters;
  for (const auto& each : from.counters) counters.push_back(counter_to_json(each));
  return {{"name", from.name},
          {"work", to_string(from.work)},
          {"empty_tasks", from.empty_tasks},
          {"counters", std::move(counters)}};
}

json::object warning_to_json(const warning& from) {
  return {{"kind", from.name},
          {"what", from.what},
          {"where", texts_to_json(from.where)},
          {"remedy", from.remedy}};
}

}  // namespace

std::string render_json(const report& result) {
  json::array cells;
  for (const auto& each : result.cells) cells.push_back(cell_to_json(each));
  const auto groups = results_of(result);
  json::array results;
  for (const auto& each : groups) results.push_back(results_to_json(each, result.plan));
  json::array warnings;
  for (const auto& each : warnings_of(result, groups)) warnings.push_back(warning_to_json(each));
  json::array dispatch;
  for (const auto& each : result.dispatch) dispatch.push_back(dispatch_to_json(each));
  json::array scenarios;
  for (const auto& each : result.scenarios) scenarios.push_back(facts_to_json(each));
  const json::object document{
      {"schema_version", report::schema_version},
      {"tool", {{"name", "concbench"}, {"version", result.tool_version}, {"revision", result.revision}}},
      {"started", result.started},
      {"elapsed_ns", result.elapsed_ns},
      {"environment", environment_to_json(result.environment)},
      {"plan", plan_to_json(result.plan)},
      {"noise", noise_to_json(result.noise)},
      {"dispatch", std::move(dispatch)},
      {"scenarios", std::move(scenarios)},
      {"cells", std::move(cells)},
      {"results", std::move(results)},
      {"warnings", std::move(warnings)}};
  return json_text(document);
}

}  // namespace concbench
