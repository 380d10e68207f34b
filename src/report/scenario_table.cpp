// Which figures, in which order, and which of them matter most.
#include "report/scenario_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/format.hpp"

namespace concbench {

/// A column, and its text for a cell that has figures.
struct scenario_tables::figure_column {
  std::string_view title;
  int importance;
  std::string (*text)(const cell_result&, const text_style&);
};

// At 60 columns the first five by importance fit, at 80 also min…max, at 100 all.
const std::vector<scenario_tables::figure_column>& scenario_tables::known_columns() {
  using result = const cell_result&;
  using style = const text_style&;
  static const std::vector<figure_column> columns{
      {"time", 100, [](result r, style s) { return format_time(r.figures->wall_ns, s); }},
      {"min…max", 60,
       [](result r, style s) {
         return format_time_range(r.figures->least_wall_ns, r.figures->most_wall_ns, s);
       }},
      {"speedup", 90,
       [](result r, style s) {
         if (!r.speedup) return std::string(signs(s).none);
         return r.reference ? format_factor(1, s) : format_speedup(*r.speedup, s);
       }},
      {"tasks/s", 40, [](result r, style) { return format_rate(r.figures->tasks_per_second); }},
      {"p50", 30, [](result r, style s) { return format_time(r.figures->latency_p50_ns, s); }},
      {"p99", 70, [](result r, style s) { return format_time(r.figures->latency_p99_ns, s); }},
      {"CPU", 75, [](result r, style s) { return format_time(r.figures->cpu_ns, s); }},
      {"memory", 80, [](result r, style) { return format_bytes(r.figures->peak_rss_bytes); }},
      {"threads", 50, [](result r, style) { return fmt::format("{:.0f}", r.figures->peak_threads); }},
  };
  return columns;
}

std::string marked_name(const cell_result& result) {
  const bool suspect = result.figures && result.of->status != status::ok;
  return result.of->executor + (suspect ? " !" : "");
}

ink ink_of(const cell_result& result) {
  if (result.fastest) return ink::good;
  if (result.of->status == status::ok) return ink::plain;
  return result.of->status == status::not_applicable ? ink::dim : ink::bad;
}

scenario_tables::scenario_tables(const std::vector<scenario_results>& results, const text_style& style)
    : style_(style), columns_(choose(results, style)), layout_(lay_out(results)) {}

/// All columns but those that could not hold a single figure: min…max of one round, speedups of one
/// executor.
std::vector<const scenario_tables::figure_column*> scenario_tables::choose(
    const std::vector<scenario_results>& results, const text_style& style) {
  const auto any = [&](auto&& holds) {
    return std::ranges::any_of(results,
                               [&](const auto& group) { return std::ranges::any_of(group.cells, holds); });
  };
  const bool compared = any([](const cell_result& c) { return c.speedup && !c.reference; });
  std::vector<const figure_column*> chosen;
  for (const auto& column : known_columns()) {
    const auto filled = [&](const cell_result& c) {
      return c.figures && column.text(c, style) != signs(style).none;
    };
    if (column.title == "speedup" ? compared : any(filled)) chosen.push_back(&column);
  }
  return chosen;
}

table_layout scenario_tables::lay_out(const std::vector<scenario_results>& results) const {
  std::vector<table_column> titles{{"executor"}};
  for (const auto* each : columns_) {
    const bool range = each->title == "min…max";
    titles.push_back(
        {range ? fmt::format("min{}max", signs(style_).range) : std::string(each->title), each->importance});
  }
  std::vector<table_row> all;
  for (const auto& group : results) std::ranges::move(rows_of(group), std::back_inserter(all));
  return {std::move(titles), all, style_};
}

std::vector<table_row> scenario_tables::rows_of(const scenario_results& group) const {
  std::vector<table_row> rows;
  for (const auto& each : group.cells) {
    auto& row = rows.emplace_back(table_row{{marked_name(each), ink_of(each)}});
    if (!each.figures) {
      row.push_back({status_text(*each.of), ink_of(each)});
      continue;
    }
    for (const auto* column : columns_) row.push_back({column->text(each, style_)});
    if (each.fastest) row[1].colour = ink::good;
  }
  return rows;
}

std::vector<std::string> scenario_tables::render(const scenario_results& group) const {
  return layout_.render(rows_of(group));
}

}  // namespace concbench
