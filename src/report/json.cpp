// From report to JSON value, and from value to text.
#include "report/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>

#include "core/sample_json.hpp"
#include "core/utf8.hpp"
#include "report/results.hpp"
#include "report/verdict.hpp"
#include "report/warnings.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_line = 100;
constexpr int depth_of_cells = 2;
constexpr int depth_of_samples = 4;  // report, cells, cell, samples, sample

json::object environment_to_json(const environment& facts) {
  json::object object;
  for (const auto& [name, value, number] : facts) {
    json::error_code not_a_number;
    auto parsed = number ? json::parse(value, not_a_number) : json::value();
    object[name] = number && !not_a_number ? std::move(parsed) : json::value(valid_utf8(value));
  }
  return object;
}

json::array texts(const std::vector<std::string>& from) {
  json::array array;
  for (const auto& each : from) array.emplace_back(valid_utf8(each));
  return array;
}

json::array workers_to_json(const std::vector<worker_program>& from) {
  json::array array;
  for (const auto& each : from)
    array.push_back({{"name", valid_utf8(each.name)}, {"command", valid_utf8(each.command)}});
  return array;
}

json::array sweeps_to_json(const std::vector<sweep>& from) {
  json::array array;
  for (const auto& each : from)
    array.push_back({{"parameter", each.parameter}, {"values", texts(each.values)}});
  return array;
}

json::object noise_to_json(const noise_record& from) {
  json::array pairs;
  for (const auto& [first, second] : from.pairs) pairs.push_back(json::array{first, second});
  return {{"scenario", from.scenario}, {"executor", from.executor}, {"wall_ns", std::move(pairs)}};
}

json::object plan_to_json(const plan& from) {
  return {{"command", valid_utf8(from.command)},
          {"profile", from.profile},
          {"seed", from.seed},
          {"rounds", from.rounds},
          {"warmup", from.warmup},
          {"baseline", from.baseline},
          {"scenarios", texts(from.scenarios)},
          {"executors", texts(from.executors)},
          {"targets", texts(from.targets)},
          {"precision", from.precision},
          {"budget_ns", from.budget_ns},
          {"rate", from.rate},
          {"cpus", from.cpus},
          {"server_cpus", from.server_cpus},
          {"workers", workers_to_json(from.workers)},
          {"sweeps", sweeps_to_json(from.sweeps)},
          {"interrupted", from.interrupted}};
}

json::object params_to_json(const cell& from) {
  json::object params;
  for (const auto& each : from.params) params[each.name] = valid_utf8(each.text);
  return params;
}

json::object cell_to_json(const cell& from) {
  json::array samples;
  for (const auto& each : from.samples) samples.push_back(to_json(each));
  return {{"scenario", from.scenario},         {"executor", from.executor},
          {"params", params_to_json(from)},    {"tasks", from.tasks},
          {"concurrency", from.concurrency},   {"status", to_string(from.status)},
          {"reason", valid_utf8(from.reason)}, {"samples", std::move(samples)}};
}

json::object speedup_to_json(const analysis::paired_speedup& from) {
  json::value interval;
  if (from.range) interval = json::array{from.range->low, from.range->high};
  return {{"ratio", from.ratio},
          {"interval", std::move(interval)},
          {"rounds", from.rounds},
          {"rounds_needed", from.rounds_needed},
          {"resolved", from.resolved()}};
}

json::object executor_to_json(const cell_result& from) {
  json::object object{{"executor", from.of->executor}, {"status", to_string(from.of->status)}};
  if (from.figures) object["median_wall_ns"] = from.figures->wall_ns;
  if (from.reference) return object;
  if (from.speedup) object["speedup"] = speedup_to_json(*from.speedup);
  if (from.lifecycle_speedup)
    object["speedup_with_start_and_stop"] = speedup_to_json(*from.lifecycle_speedup);
  return object;
}

/// What the samples of a scenario come to: derived, for those who do not want to compute it again.
json::object results_to_json(const scenario_results& from, const plan& asked) {
  const auto& first = from.first();
  json::array executors;
  for (const auto& each : from.cells) executors.push_back(executor_to_json(each));
  const auto* reference = from.reference();
  const auto verdict = verdict_of(from, asked);
  return {{"scenario", first.scenario},
          {"params", params_to_json(first)},
          {"tasks", first.tasks},
          {"concurrency", from.concurrency()},
          {"baseline", reference == nullptr ? json::value() : json::value(reference->of->executor)},
          {"executors", std::move(executors)},
          {"verdict", verdict ? json::value(verdict_text(*verdict, {})) : json::value()}};
}

json::object warning_to_json(const warning& from) {
  return {{"kind", from.name}, {"what", from.what}, {"where", texts(from.where)}, {"remedy", from.remedy}};
}

/// Serializes with line breaks: what is short, and each sample, stays on one line.
class pretty_printer {
 public:
  std::string print(const json::value& value) {
    write(value, 0);
    text_ += '\n';
    return std::move(text_);
  }

 private:
  void write(const json::value& value, int depth) {
    auto line = on_one_line(value);
    const bool fits = line.size() <= longest_line && depth >= depth_of_cells;
    const bool empty = line.size() <= 2;
    if (!value.is_structured() || empty || fits || depth >= depth_of_samples) {
      text_ += line;
    } else if (value.is_object()) {
      write_each('{', '}', value.get_object(), depth, [&](const json::key_value_pair& member) {
        text_ += json::serialize(json::string_view(member.key())) + ": ";
        write(member.value(), depth + 1);
      });
    } else {
      write_each('[', ']', value.get_array(), depth,
                 [&](const json::value& each) { write(each, depth + 1); });
    }
  }

  void write_each(char open, char close, const auto& container, int depth, auto&& write_one) {
    text_ += open;
    const char* separator = "";
    for (const auto& each : container) {
      text_ += fmt::format("{}\n{:{}}", separator, "", 2 * (depth + 1));
      write_one(each);
      separator = ",";
    }
    text_ += fmt::format("\n{:{}}{}", "", 2 * depth, close);
  }

  static std::string on_one_line(const json::value& value) {
    std::vector<std::string> parts;
    if (const auto* object = value.if_object()) {
      for (const auto& [key, member] : *object)
        parts.push_back(json::serialize(json::string_view(key)) + ": " + on_one_line(member));
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    }
    if (const auto* array = value.if_array()) {
      for (const auto& each : *array) parts.push_back(on_one_line(each));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    }
    if (const auto* number = value.if_double())
      return fmt::format("{}", *number);  // Boost would write 2.5E-1
    return json::serialize(value);
  }

  std::string text_;
};

}  // namespace

std::string render_json(const report& result) {
  json::array cells;
  for (const auto& each : result.cells) cells.push_back(cell_to_json(each));
  const auto groups = results_of(result);
  json::array results;
  for (const auto& each : groups) results.push_back(results_to_json(each, result.plan));
  json::array warnings;
  for (const auto& each : warnings_of(groups, {})) warnings.push_back(warning_to_json(each));
  const json::object document{
      {"schema_version", report::schema_version},
      {"tool", {{"name", "concbench"}, {"version", result.tool_version}, {"revision", result.revision}}},
      {"started", result.started},
      {"elapsed_ns", result.elapsed_ns},
      {"environment", environment_to_json(result.environment)},
      {"plan", plan_to_json(result.plan)},
      {"noise", noise_to_json(result.noise)},
      {"cells", std::move(cells)},
      {"results", std::move(results)},
      {"warnings", std::move(warnings)}};
  return pretty_printer().print(document);
}

}  // namespace concbench
