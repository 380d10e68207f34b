// Rows of named fields; the columns are the union of all names.
#include "report/csv.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/sample_figures.hpp"
#include "core/sample_json.hpp"
#include "core/utf8.hpp"
#include "report/saturation.hpp"

namespace concbench {
namespace {

std::string as_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string base_value(const parameter_value& value) {
  return std::visit([](const auto& v) { return single_line(fmt::format("{}", v)); }, value.value);
}

/// "connection reset × 3; timed out × 1".
std::string errors_text(const std::vector<error_count>& errors) {
  std::vector<std::string> parts;
  for (const auto& [reason, count] : errors)
    parts.push_back(fmt::format("{} × {}", single_line(reason), count));
  return fmt::format("{}", fmt::join(parts, "; "));
}

/// Names as columns: "images-saved" → "images_saved".
std::string column_name(std::string_view prefix, std::string name) {
  std::ranges::replace(name, '-', '_');
  return std::string(prefix) + name;
}

/// The columns that not every cell has, in alphabetical order.
struct extra_columns {
  std::set<std::string> counters;
  std::set<std::string> parameters;

  explicit extra_columns(const report& result) {
    for (const auto& each : result.cells) {
      for (const auto& param : each.params) parameters.insert(param.name);
      for (const auto& taken : each.samples)
        for (const auto& [name, value] : taken.counters) counters.insert(name);
    }
  }
};

/// One row as (name, value) pairs, values empty where there is no sample; the header is the names of any row.
class row {
 public:
  row(const cell& of, const sample* taken, const extra_columns& extras) {
    add("scenario", of.scenario);
    add("executor", of.executor);
    add("tasks", fmt::format("{}", of.tasks));
    add("concurrency", fmt::format("{}", of.concurrency));
    add("cell_status", to_string(of.status));
    add("status", to_string(taken ? taken->status : of.status));
    add("reason", single_line(taken ? taken->reason : of.reason));
    add("round", taken ? fmt::format("{}", taken->round) : "");
    add("position", taken ? fmt::format("{}", taken->position) : "");
    add_sample(taken ? *taken : sample{});
    add_extras(of, taken, extras);
  }

  std::string header() const { return fmt::format("{}\n", fmt::join(names_, ",")); }
  std::string line() const { return fmt::format("{}\n", fmt::join(values_, ",")); }

 private:
  void add(std::string_view name, std::string_view value) {
    names_.push_back(as_field(single_line(name)));
    values_.push_back(as_field(value));
  }

  /// A sample that crashed or timed out has no time, and its other zeros would be read as measurements too.
  void add_sample(const sample& of) {
    const bool measured = of.wall_ns > 0;
    const auto figure = [&](std::string_view name, auto value) {
      add(name, measured ? fmt::format("{}", value) : "");
    };
    const auto latency = [&](std::string_view prefix, const latency_summary& summary) {
      visit_figures_of_latency(summary, [&](std::string_view name, auto value) {
        figure(fmt::format("{}_{}", prefix, name), value);
      });
    };
    visit_figures(of, [&](std::string_view name, auto value) { figure(name, value); });
    figure("client_cpu_share", rounded_share(client_cpu_share(of)));
    figure("server_cpu_share", rounded_share(server_cpu_share(of)));
    latency("latency_ns", of.latency_ns);
    latency("sojourn_ns", of.sojourn_ns);
    latency("response_ns", of.response_ns);
    figure("digest", digest_text(of.digest));
    add("errors", errors_text(of.errors));
    add("notes", single_line(fmt::format("{}", fmt::join(of.notes, "; "))));
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
  std::string text = row(cell{}, nullptr, extras).header();
  for (const auto& each : result.cells) {
    if (each.samples.empty()) text += row(each, nullptr, extras).line();
    for (const auto& taken : each.samples) text += row(each, &taken, extras).line();
  }
  return text;
}

}  // namespace concbench
