// Rows of named fields; the columns are the union of all names.
#include "report/exports/csv.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/registry.hpp"
#include "core/sample_figures.hpp"
#include "core/sample_json.hpp"
#include "report/figures/results.hpp"
#include "report/figures/saturation.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

std::string as_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

/// A text that spreadsheets do not read as a formula: if it begins like one, it gets an apostrophe in front.
std::string harmless(std::string_view text) {
  auto line = single_line(text);
  if (!line.empty() && std::string_view("=+-@").find(line.front()) != std::string_view::npos)
    line.insert(0, 1, '\'');
  return line;
}

std::string base_value(const parameter_value& value) {
  if (const auto* text = std::get_if<std::string>(&value.value)) return harmless(*text);
  return std::visit([](const auto& number) { return fmt::format("{}", number); }, value.value);
}

/// "connection reset × 3; timed out × 1".
std::string errors_text(const std::vector<error_count>& errors) {
  std::vector<std::string> parts;
  for (const auto& [reason, count] : errors) parts.push_back(fmt::format("{} × {}", reason, count));
  return fmt::format("{}", fmt::join(parts, "; "));
}

/// Names as columns: "images-saved" → "images_saved".
std::string column_name(std::string_view prefix, std::string name) {
  std::ranges::replace(name, '-', '_');
  return std::string(prefix) + name;
}

/// The columns that not every cell has a value for, in alphabetical order: those of all scenarios, whichever
/// were run, so that two exports can be put together, and those that only this report has.
struct extra_columns {
  std::set<std::string> counters;
  std::set<std::string> parameters;

  explicit extra_columns(const report& result) {
    for (const auto& scenario : scenarios()) {
      for (const auto& param : scenario.parameters) parameters.insert(param.name);
      add(scenario.counters);
    }
    for (const auto& scenario : result.scenarios) add(scenario.counters);
    for (const auto& each : result.cells) {
      for (const auto& param : each.params) parameters.insert(param.name);
      for (const auto& taken : each.samples)
        for (const auto& [name, value] : taken.counters) counters.insert(name);
    }
  }

 private:
  void add(const std::vector<counter>& declared) {
    for (const auto& each : declared)
      if (!each.only_probed) counters.insert(each.name);
  }
};

/// One row as (name, value) pairs, values empty where there is no sample; the header is the names of any row.
class row {
 public:
  row(const report& from, const cell& of, const sample* taken, const extra_columns& extras) {
    add_text("scenario", of.scenario);
    add_text("executor", of.executor);
    add("tasks", fmt::format("{}", of.tasks));
    add("concurrency", fmt::format("{}", of.concurrency));
    add("cell_status", to_string(of.status));
    add("status", to_string(taken ? taken->status : of.status));
    add_text("reason", taken ? taken->reason : of.reason);
    add("round", taken ? fmt::format("{}", taken->round) : "");
    add("position", taken ? fmt::format("{}", taken->position) : "");
    add_sample(taken ? *taken : sample{}, from.plan, of.executor.find(':') != std::string::npos);
    add_run(from);
    add_extras(of, taken, extras);
  }

  std::string header() const { return fmt::format("{}\n", fmt::join(names_, ",")); }
  std::string line() const { return fmt::format("{}\n", fmt::join(values_, ",")); }

 private:
  void add(std::string_view name, std::string_view value) {
    names_.push_back(as_field(single_line(name)));
    values_.push_back(as_field(value));
  }

  void add_text(std::string_view name, std::string_view value) { add(name, harmless(value)); }

  /// What was not measured is empty, and never 0. A sample that crashed or timed out has no time and no other figures.
  /// Without a server, no CPU time of a server was measured. A program that is not concbench may leave out any figure.
  void add_sample(const sample& of, const plan& asked, bool further) {
    const bool measured = of.wall_ns > 0;
    const auto figure = [&](std::string_view name, auto value, bool zero_counts = true) {
      add(name, measured && (zero_counts || value != 0) ? fmt::format("{}", value) : "");
    };
    const auto latency = [&](std::string_view prefix, const latency_summary& summary) {
      visit_figures_of_latency(summary, [&](std::string_view name, auto value) {
        figure(fmt::format("{}_{}", prefix, name), value, false);
      });
    };
    visit_figures(of, [&](std::string_view name, auto value) {
      figure(name, value, zero_is_a_figure(name, asked, further));
    });
    figure("client_cpu_share", rounded_share(client_cpu_share(of)), !further);
    figure("server_cpu_share", rounded_share(server_cpu_share(of)), of.server_cpu_ns > 0);
    latency("latency_ns", of.latency_ns);
    latency("sojourn_ns", of.sojourn_ns);
    latency("response_ns", of.response_ns);
    add("digest", measured ? "x" + digest_text(of.digest) : "");  // digits alone would be read as a number
    add_text("errors", errors_text(of.errors));
    add_text("notes", fmt::format("{}", fmt::join(of.notes, "; ")));
  }

  static bool zero_is_a_figure(std::string_view name, const plan& asked, bool further) {
    if (name == "tasks_ok" || name == "tasks_failed") return true;
    if (name == "missed_starts" || name == "ended_by_last_start" || name == "tasks_dropped")
      return asked.rate > 0;
    return !further && name != "server_cpu_ns" && name != "allocations";
  }

  /// Which run it was, and on which machine, so that rows of several files can be told apart.
  void add_run(const report& from) {
    const auto& asked = from.plan;
    add_text("version", from.tool_version);
    add_text("revision", from.revision);
    add_text("started", from.started);
    for (const auto* name : {"cpu_model", "cpus_usable", "memory_bytes", "kernel"}) {
      const auto value = fact_value(from.environment, name);
      add_text(name, value == unknown_fact ? "" : value);
    }
    add_text("profile", asked.profile);
    add("seed", fmt::format("{}", asked.seed));
    add("rate", asked.rate > 0 ? fmt::format("{}", asked.rate) : "");
    const bool foreign = !asked.targets.empty();  // what the own server is sent is no setting of the run
    add_text("request_method", foreign ? asked.request.method : "");
    add("request_body_bytes", foreign ? fmt::format("{}", asked.request.body_bytes) : "");
  }

  void add_extras(const cell& of, const sample* taken, const extra_columns& extras) {
    for (const auto& name : extras.counters) {
      const bool counted = taken && taken->counters.contains(name);
      add(column_name("counter_", name), counted ? fmt::format("{}", taken->counters.at(name)) : "");
    }
    for (const auto& name : extras.parameters) {
      const auto found = std::ranges::find(of.params, name, &parameter_value::name);
      add(column_name("param_", name), found == of.params.end() ? "" : base_value(*found));
    }
  }

  std::vector<std::string> names_;
  std::vector<std::string> values_;
};

}  // namespace

std::string render_csv(const report& result) {
  const extra_columns extras(result);
  std::string text = row(result, cell{}, nullptr, extras).header();
  for (const auto& each : result.cells) {
    if (each.samples.empty()) text += row(result, each, nullptr, extras).line();
    for (const auto& taken : each.samples) text += row(result, each, &taken, extras).line();
  }
  return text;
}

}  // namespace concbench
