// Tables first, since they hold the figures; then what these come to; then the charts.
#include "report/pages/sweep_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/terminal/display_text.hpp"
#include "report/terminal/line_chart.hpp"
#include "report/terminal/table.hpp"
#include "report/words/format.hpp"
#include "report/words/remarks.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

/// "256 at once", when that holds for all values.
std::string at_once_text(const swept_scenario& along) {
  const auto& rows = along.rows;
  const auto all = [&](auto&& holds) {
    return std::ranges::all_of(rows, [&](const sweep_row& row) { return holds(row.results); });
  };
  const auto most = std::ranges::max(rows, {}, [](const sweep_row& row) {
                      return row.results.concurrency();
                    }).results.concurrency();
  if (all([&](const scenario_results& r) { return r.concurrency() == most; }))
    return fmt::format("{} at once", most);
  if (all([](const scenario_results& r) { return r.concurrency() == r.first().tasks; })) return "all at once";
  return fmt::format("up to {} at once", most);
}

struct found_remark {
  remark what;
  lines values;  ///< at which it holds
};

void add(std::vector<found_remark>& to, const std::vector<remark>& remarks, const std::string& value) {
  for (const auto& each : remarks) {
    const auto same = [&](const found_remark& known) {
      return known.what.text == each.text && known.what.executors == each.executors;
    };
    auto known = std::ranges::find_if(to, same);
    if (known == to.end()) known = to.insert(known, {each, {}});
    known->values.push_back(value);
  }
}

/// "threads at tasks=100, 1000".
std::string holder_of(const found_remark& found, const swept_scenario& along) {
  constexpr std::size_t most_named = 4;
  auto text = fmt::format("{}", fmt::join(found.what.executors, ", "));
  const auto& values = found.values;
  if (values.size() == along.rows.size()) return text;
  const auto named = std::min(values.size(), most_named);
  text += fmt::format(" at {}={}", along.parameter,
                      fmt::join(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(named), ", "));
  return named == values.size() ? text : fmt::format("{} and {} more", text, values.size() - named);
}

/// The notes of all values together: how work is done belongs to an executor, seldom to a value.
std::vector<remark> joined_notes(const swept_scenario& along, const text_style& style) {
  scenario_results all;
  for (const auto& row : along.rows)
    all.cells.insert(all.cells.end(), row.results.cells.begin(), row.results.cells.end());
  return notes_of(all, style);
}

lines chart_of(const swept_scenario& along, std::string name, const matrix_figure& figure, round_values round,
               int width, const text_style& style) {
  if (!along.numeric()) return {};
  line_chart chart{.y_name = std::move(name),
                   .x_name = along.parameter,
                   .x = {},
                   .x_labels = {},
                   .curves = {},
                   .round = round,
                   .format = figure.format};
  for (const auto& executor : executors_of(along.matrix())) chart.curves.push_back({executor, {}});
  for (const auto& [value, results] : along.rows) {
    chart.x.push_back(*number_of(value));
    chart.x_labels.push_back(value.text);
    for (auto& curve : chart.curves) {
      const auto* found = find_cell(results, curve.label);
      const bool fit = found != nullptr && found->figures && found->of->status == status::ok;
      curve.values.push_back(fit ? std::optional(*found->figures.*figure.value) : std::nullopt);
    }
  }
  for (auto& curve : chart.curves) curve.label = shown(curve.label, style);
  return render_line_chart(chart, width, style);
}

lines charts_of(const swept_scenario& along, const plan& asked, const text_style& style) {
  const int width = chart_width(style);
  const auto times =
      chart_of(along, std::string(time_name(asked)), time_figure(style), round_values::decimal, width, style);
  const auto memory = chart_of(along, "peak memory", memory_figure(), round_values::binary, width, style);
  if (times.empty() && memory.empty()) return {};
  return chart_pair(times, memory, style);
}

lines matrix_of(const swept_scenario& along, const std::string& name, const matrix_figure& figure,
                const text_style& style) {
  lines all{"", paint(name, ink::dim, style)};
  append(all, render_matrix(along.parameter, along.matrix(), figure, style));
  return all;
}

lines growth_table(const swept_scenario& along, const plan& asked, const text_style& style) {
  std::vector<table_row> rows;
  const auto add_fit = [&](table_row& row, const std::optional<analysis::power_fit>& fit) {
    row.push_back({fit ? exponent_text(*fit, style) : std::string(signs(style).none)});
    row.push_back({fit ? fit_text(*fit) : ""});
  };
  for (const auto& each : growth_of(along)) {
    auto& row = rows.emplace_back(table_row{{shown(each.executor, style)}});
    add_fit(row, each.time);
    add_fit(row, each.memory);
  }
  if (rows.empty()) return {};
  const std::string fit = style.unicode ? "r²" : "r^2";
  const std::vector<table_column> columns{
      {"executor"}, {std::string(time_name(asked)), 4}, {fit, 2}, {"peak memory", 3}, {fit, 1}};
  lines all{""};
  const auto title =
      fmt::format("growth: figure ~ {}^exponent (1: in proportion, 0: not at all)", along.parameter);
  for (const auto& line : wrap(title, 2, style)) all.push_back(paint(line, ink::dim, style));
  append(all, table_layout(columns, rows, style).render(rows));
  return all;
}

}  // namespace

std::vector<std::string> sweep_facts(const swept_scenario& along, const text_style& style) {
  std::vector<std::string> facts{fmt::format("{} over {}", along.first().scenario, along.parameter)};
  const auto swept = [&](std::string_view name) {
    return along.parameter == name || (along.held && along.held->name == name);
  };
  if (along.held) facts.push_back(fmt::format("at {}={}", along.held->name, along.held->text));
  if (!swept("tasks")) facts.push_back(counted(along.first().tasks, "task"));
  if (!swept("concurrency")) facts.push_back(at_once_text(along));
  auto params = active_params(along.first(), style);
  std::erase_if(params, [&](const std::string& text) { return swept(text.substr(0, text.find('='))); });
  if (!params.empty()) facts.push_back(fmt::format("{}", fmt::join(params, " ")));
  return facts;
}

std::vector<sweep_remark> sweep_remarks(const swept_scenario& along, const text_style& style) {
  std::vector<sweep_remark> remarks;
  const auto add_all = [&](auto&& remarks_of, ink colour) {
    std::vector<found_remark> found;
    for (const auto& [value, results] : along.rows) add(found, remarks_of(results, style), value.text);
    for (const auto& each : found) remarks.push_back({holder_of(each, along), each.what.text, colour});
  };
  add_all(failures_of, ink::bad);
  add_all(refusals_of, ink::dim);
  for (const auto& [executors, text] : joined_notes(along, style))
    remarks.push_back({fmt::format("{}", fmt::join(executors, ", ")), text, ink::dim});
  return remarks;
}

std::vector<std::string> render_sweep(const swept_scenario& along, const plan& asked,
                                      const text_style& style) {
  const auto rule = signs(style).rule;
  auto facts = sweep_facts(along, style);
  facts.front() = paint(fmt::format("{}{}", rule, facts.front()), ink::strong, style);
  lines all{""};
  append(all, join_facts(facts, display_width(rule), style));
  append(all, matrix_of(along, std::string(time_name(asked)), time_figure(style), style));
  append(all, matrix_of(along, "peak memory", memory_figure(), style));
  append(all, growth_table(along, asked, style));
  const auto texts = crossover_texts(along, asked, style);
  if (!texts.empty()) all.emplace_back();
  for (const auto& text : texts)
    for (const auto& line : wrap(text, 2, style)) all.push_back(paint(line, ink::strong, style));
  for (const auto& [who, text, colour] : sweep_remarks(along, style))
    for (const auto& line :
         wrap(fmt::format("{}{}: {}", colour == ink::bad ? "! " : "", who, text), 2, style))
      all.push_back(paint(line, colour, style));
  append(all, charts_of(along, asked, style));
  return all;
}

}  // namespace concbench
