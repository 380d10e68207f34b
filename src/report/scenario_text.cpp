// Sections.
#include "report/scenario_text.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/bar_chart.hpp"
#include "report/display_text.hpp"
#include "report/format.hpp"
#include "report/remarks.hpp"
#include "report/table.hpp"

namespace concbench {
namespace {

constexpr int width_for_charts_side_by_side = 100;

using lines = std::vector<std::string>;

void append(lines& to, const lines& more) {
  to.insert(to.end(), more.begin(), more.end());
}

/// The columns of the tables, and the text of each for a cell that has figures.
struct figure_column {
  table_column column;
  std::string (*text)(const cell_result&, const text_style&);
};

// At 60 columns the first five of importance fit, at 80 also p99 and min…max, at 100 all.
const std::vector<figure_column>& figure_columns() {
  using result = const cell_result&;
  using style = const text_style&;
  static const std::vector<figure_column> columns{
      {{"time", 100}, [](result r, style s) { return format_time(r.figures->wall_ns, s); }},
      {{"min…max", 60},
       [](result r, style s) {
         if (r.figures->least_wall_ns == r.figures->most_wall_ns) return std::string(signs(s).none);
         return format_time_range(r.figures->least_wall_ns, r.figures->most_wall_ns, s);
       }},
      {{"speedup", 90},
       [](result r, style s) {
         return r.speedup ? format_factor(*r.speedup, s) : std::string(signs(s).none);
       }},
      {{"tasks/s", 40}, [](result r, style) { return format_rate(r.figures->tasks_per_second); }},
      {{"p50", 30}, [](result r, style s) { return format_time(r.figures->latency_p50_ns, s); }},
      {{"p99", 70}, [](result r, style s) { return format_time(r.figures->latency_p99_ns, s); }},
      {{"CPU", 75}, [](result r, style s) { return format_time(r.figures->cpu_ns, s); }},
      {{"memory", 80}, [](result r, style) { return format_bytes(r.figures->peak_rss_bytes); }},
      {{"threads", 50}, [](result r, style) { return fmt::format("{:.0f}", r.figures->peak_threads); }},
  };
  return columns;
}

ink ink_of(const cell_result& result) {
  if (result.fastest) return ink::good;
  if (result.of->status == status::ok) return ink::plain;
  return result.of->status == status::not_applicable ? ink::dim : ink::bad;
}

std::vector<table_column> columns(const text_style& style) {
  std::vector<table_column> all{{"executor"}};
  for (const auto& each : figure_columns()) all.push_back(each.column);
  for (auto& each : all)
    if (each.title == "min…max") each.title = fmt::format("min{}max", signs(style).range);
  return all;
}

table_row row_of(const cell_result& result, const text_style& style) {
  table_row row{{marked_name(result), ink_of(result)}};
  if (!result.figures) {
    row.push_back({status_text(*result.of), ink_of(result)});
    return row;
  }
  for (const auto& each : figure_columns()) row.push_back({each.text(result, style)});
  if (result.fastest) row[1].colour = ink::good;
  return row;
}

std::vector<table_row> rows_of(const scenario_results& group, const text_style& style) {
  std::vector<table_row> rows;
  for (const auto& each : group.cells) rows.push_back(row_of(each, style));
  return rows;
}

lines title_of(const scenario_results& group, const text_style& style) {
  const auto& first = group.first();
  std::vector<std::string> facts{paint(shown(first.scenario, style), ink::strong, style),
                                 fmt::format("{} task{}", first.tasks, first.tasks == 1 ? "" : "s"),
                                 fmt::format("{} at once", group.concurrency())};
  if (const auto params = active_params(first, style); !params.empty())
    facts.push_back(fmt::format("{}", fmt::join(params, " ")));
  return join_facts(facts, style);
}

lines remarks_of(const scenario_results& group, const text_style& style) {
  lines all;
  const auto add = [&](const std::vector<remark>& remarks, std::string_view prefix, ink colour) {
    for (const auto& [executors, text] : remarks) {
      const auto whose = executors.empty() ? "" : fmt::format("{}: ", fmt::join(executors, ", "));
      for (const auto& line : wrap(fmt::format("{}{}{}", prefix, whose, text), 2, style))
        all.push_back(paint(line, colour, style));
    }
  };
  add(failures_of(group, style), "! ", ink::bad);
  add(notes_of(group, style), "note: ", ink::dim);
  return all;
}

lines chart_of(const scenario_results& group, std::string_view title, double cell_figures::*value,
               auto&& format, int width, const text_style& style) {
  std::vector<bar> bars;
  for (const auto& each : group.cells) {
    bar next{marked_name(each), to_string(each.of->status), 0, ink_of(each)};
    if (each.figures) {
      next.value = *each.figures.*value;
      next.figure = format(next.value);
    }
    bars.push_back(std::move(next));
  }
  return render_bar_chart(title, bars, width, style);
}

lines charts_of(const scenario_results& group, const text_style& style) {
  if (std::ranges::none_of(group.cells, [](const cell_result& c) { return c.figures.has_value(); }))
    return {};
  const bool side_by_side = style.width >= width_for_charts_side_by_side;
  constexpr int between = 4;
  const int width = side_by_side ? (style.width - between) / 2 : style.width;
  const auto times = chart_of(
      group, "time", &cell_figures::wall_ns, [&](double ns) { return format_time(ns, style); }, width, style);
  const auto memory =
      chart_of(group, "peak memory", &cell_figures::peak_rss_bytes, format_bytes, width, style);
  lines all{""};
  if (side_by_side) {
    append(all, beside(times, memory, width + between));
  } else {
    append(all, times);
    all.emplace_back();
    append(all, memory);
  }
  return all;
}

}  // namespace

std::string marked_name(const cell_result& result) {
  const bool suspect = result.figures && result.of->status != status::ok;
  return result.of->executor + (suspect ? " !" : "");
}

std::vector<std::string> render_scenarios(const std::vector<scenario_results>& results,
                                          const text_style& style) {
  std::vector<table_row> all_rows;
  for (const auto& group : results)
    for (const auto& row : rows_of(group, style)) all_rows.push_back(row);
  const table_layout layout(columns(style), all_rows, style);

  lines all;
  for (const auto& group : results) {
    all.emplace_back();
    append(all, title_of(group, style));
    append(all, layout.render(rows_of(group, style)));
    append(all, remarks_of(group, style));
    append(all, charts_of(group, style));
  }
  if (const auto missing = layout.left_out(); !missing.empty()) {
    all.emplace_back();
    const auto text = fmt::format("Left out at this width: {}.", fmt::join(missing, ", "));
    for (const auto& line : wrap(text, 0, style)) all.push_back(paint(line, ink::dim, style));
  }
  return all;
}

}  // namespace concbench
