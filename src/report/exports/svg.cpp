// Bars, intervals and curves.
#include "report/exports/svg.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/exports/html_text.hpp"
#include "report/figures/chart_axis.hpp"
#include "report/figures/timeline.hpp"
#include "report/words/timeline_words.hpp"

namespace concbench {
namespace {

constexpr double chart_width = 480;
constexpr double row_height = 34;  // a line of text, and the mark under it
constexpr double text_base = 14;
constexpr double mark_middle = 24;
constexpr double axis_height = 20;
constexpr double edge = 22;  // room for half of a tick's name

std::string opening(const std::string& title, double height) {
  const auto name = html_text(title);
  return fmt::format(R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">)", chart_width, height,
                     name);
}

std::string text_at(double x, double y, std::string_view how, std::string_view text) {
  return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" class="{}">{}</text>)", x, y, how, html_text(text));
}

std::string line_between(double x1, double y1, double x2, double y2, std::string_view how) {
  return fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)", x1, y1, x2, y2,
                     how);
}

/// The line of text above a mark: the label at the left edge, the figure at the right one.
std::string row_text(double top, std::string_view label, std::string_view figure) {
  return text_at(0, top + text_base, "label", label) +
         text_at(chart_width, top + text_base, "figure", figure);
}

/// A mark of a series. Each series has its own shape too, so that they can be told apart without colours.
std::string series_mark(double x, double y, const std::string& sign, std::string_view how,
                        const std::string& told, chart_colours& colours) {
  // Around (0, 0), about as large as a circle of radius 4.5: circle, square, triangles, diamond, cross, hourglass, bow
  // tie.
  constexpr std::string_view shapes[] = {"M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
                                         "M-4-4h8v8h-8z",
                                         "M0-5.5L5.5 4h-11z",
                                         "M0-6L6 0 0 6-6 0z",
                                         "M0 5.5L5.5-4h-11z",
                                         "M-2-5.5h4v3.5h3.5v4h-3.5v3.5h-4v-3.5h-3.5v-4h3.5z",
                                         "M-5-5.5h10L-5 5.5h10z",
                                         "M-5.5-5v10L5.5-5v10z"};
  const auto shape = shapes[colours.place_of(sign) % std::size(shapes)];
  return fmt::format(R"svg(<path transform="translate({:.1f} {:.1f})" d="{}" class="{} {}">{}</path>)svg", x,
                     y, shape, how, colours.class_of(sign),
                     told.empty() ? "" : fmt::format("<title>{}</title>", html_text(told)));
}

/// The names of a legend, each after its sign, on as many lines as they need. `bottom` is the y of the first line, and
/// becomes the y of the last one.
template <class Sign>
std::string legend_of(const std::vector<std::string>& names, Sign sign_at, double& bottom) {
  constexpr double letter = 7.2;
  constexpr double line_height = 18;
  std::string svg;
  double x = 0;
  for (const auto& each : names) {
    const auto width = 16 + letter * static_cast<double>(each.size()) + 14;
    if (x > 0 && x + width > chart_width) {
      x = 0;
      bottom += line_height;
    }
    svg += sign_at(each, x + 6, bottom - 4) + text_at(x + 16, bottom, "label", each);
    x += width;
  }
  return svg;
}

std::string legend_of(const std::vector<chart_series>& series, chart_colours& colours, double& bottom) {
  std::vector<std::string> names;
  for (const auto& [sign, name] : series) names.push_back(fmt::format("{} {}", sign, name));
  std::size_t next = 0;
  return legend_of(
      names,
      [&](const std::string&, double x, double y) {
        return series_mark(x, y, series[next++].sign, "dot", "", colours);
      },
      bottom);
}

/// All finite values above 0 of an interval chart, with 1, which is always on its axis.
std::vector<double> ratios_of(const interval_chart& chart) {
  std::vector<double> all{1};
  const auto add = [&](double value) {
    if (value > 0) all.push_back(value);
  };
  for (const auto& each : chart.rows) {
    add(each.ratio);
    if (each.range) {
      add(each.range->low);
      add(each.range->high);
    }
  }
  return all;
}

constexpr std::size_t most_ticks = 6;
constexpr double plot_left = 64;  // of the names of the y axis
constexpr double plot_right = chart_width - 22;
constexpr double plot_top = 10;
constexpr double plot_height = 200;
constexpr double plot_bottom = plot_top + plot_height;
constexpr double mark_line = 16;                // below the plot, for the names on its x axis
constexpr std::size_t most_timeline_rows = 24;  // of an executor

/// Where the points of curves lie.
struct plot {
  chart_axis x;
  chart_axis y;

  double across(double value) const { return plot_left + x.place(value) * (plot_right - plot_left); }
  double down(double value) const { return plot_bottom - y.place(value) * plot_height; }
};

plot plot_of(const curve_chart& chart) {
  std::vector<double> x;
  std::vector<double> y;
  for (const auto& curve : chart.curves)
    for (const auto& each : curve.points) {
      x.push_back(each.x);
      y.push_back(each.y);
      if (each.range) y.insert(y.end(), {each.range->low, each.range->high});
    }
  return {chart.in_order ? chart_axis::even(x) : chart_axis::between(x),
          chart_axis::around(y, chart.y_round)};
}

bool has_points(const curve_chart& chart) {
  return std::ranges::any_of(chart.curves, [](const auto& each) { return !each.points.empty(); });
}

std::string axes_of(const curve_chart& chart, const plot& area) {
  constexpr double least_gap = 34;  // between two names on the x axis
  std::string svg;
  for (const double tick : area.y.ticks(chart.y_round, most_ticks)) {
    const auto y = area.down(tick);
    svg += line_between(plot_left, y, plot_right, y, "grid");
    svg += text_at(plot_left - 6, y + 4, "tick end",
                   chart.y_text ? chart.y_text(tick) : fmt::format("{}", tick));
  }
  double last = -least_gap;
  for (const auto& [value, name] : chart.x_marks) {
    const auto x = area.across(value);
    if (x < plot_left - 1 || x > plot_right + 1 || x - last < least_gap) continue;
    svg += text_at(x, plot_bottom + mark_line, "tick middle", name);
    last = x;
  }
  return svg + text_at(plot_right, plot_bottom + 2 * mark_line, "tick end", chart.x_name);
}

std::string curve_of(const curve_chart::curve& curve, const curve_chart& chart, const plot& area,
                     chart_colours& colours) {
  const auto colour = colours.class_of(curve.series.empty() ? curve.label : curve.series);
  std::string line;
  std::string marks;
  for (const auto& each : curve.points) {
    const auto x = area.across(each.x);
    const auto y = area.down(each.y);
    line += fmt::format("{}{:.1f},{:.1f}", line.empty() ? "" : " ", x, y);
    if (each.range)
      marks += line_between(x, area.down(each.range->low), x, area.down(each.range->high), "range " + colour);
    const auto value = chart.y_text ? chart.y_text(each.y) : fmt::format("{}", each.y);
    const auto at = std::ranges::find(chart.x_marks, each.x, &std::pair<double, std::string>::first);
    const auto told = fmt::format("{}: {} at {} {}", curve.label, value, chart.x_name,
                                  at == chart.x_marks.end() ? fmt::format("{:g}", each.x) : at->second);
    marks += curve.series.empty()
                 ? fmt::format(
                       R"(<circle cx="{:.1f}" cy="{:.1f}" r="3.5" class="dot {}"><title>{}</title></circle>)",
                       x, y, colour, html_text(told))
                 : series_mark(x, y, curve.series, "dot", told, colours);
  }
  if (chart.in_order) return marks;
  return fmt::format(R"(<polyline points="{}" class="curve {}{}"/>)", line, colour,
                     curve.dashed ? " dashed" : "") +
         marks;
}

/// All bars of a block as one path, because they may be a million tasks.
std::string path_of(const std::vector<timeline_row>& rows, double top, double height, double units_per_ns) {
  std::string path;
  for (const auto& row : rows) {
    for (const auto& [start, end] : row) {
      const auto from = static_cast<double>(start) * units_per_ns;
      const auto width = std::max(1.0, static_cast<double>(end - start) * units_per_ns);
      path += fmt::format("M{:.1f} {:.1f}h{:.1f}v{:.1f}h-{:.1f}z", from, top, width, height - 1, width);
    }
    top += height;
  }
  return path;
}

constexpr double group_gap = 10;  // before the marks of all series for the next one

/// Whether a new group begins between a mark of the series `before` and one of the series `sign`. The marks of a group
/// are in the order of the series, so a mark whose series comes no later begins the next group.
bool begins_group(const std::vector<chart_series>& series, const std::string& before,
                  const std::string& sign) {
  if (before.empty()) return false;
  const auto place = [&](const std::string& of) {
    return std::ranges::find(series, of, &chart_series::sign) - series.begin();
  };
  return place(sign) <= place(before);
}

/// A chart whose marks end at `bottom`, with the names of its series below them.
template <class Chart>
std::string with_legend(const Chart& chart, const std::string& body, double bottom, chart_colours& colours) {
  std::string legend;
  if (!chart.series.empty()) {
    bottom += 22;
    legend = legend_of(chart.series, colours, bottom);
    bottom += 8;
  }
  return opening(chart.title, bottom) + body + legend + "</svg>";
}

}  // namespace

std::string title_of(const bar_chart& chart) {
  const bool ranges =
      std::ranges::any_of(chart.bars, [](const bar_chart::bar& each) { return each.range.has_value(); });
  return ranges ? chart.title + "; thin lines: 95 % intervals" : chart.title;
}

std::string title_of(const curve_chart& chart) {
  auto title = chart.shown_title();
  const auto has_range = [](const curve_chart::point& each) { return each.range.has_value(); };
  const bool ranges = std::ranges::any_of(chart.curves, [&](const curve_chart::curve& each) {
    return std::ranges::any_of(each.points, has_range);
  });
  if (has_points(chart)) {
    const auto in = plot_of(chart);
    title = title_with_scales(title, chart.x_name, in.x, chart.y_name, in.y);
  }
  if (ranges) title += "; upright lines: 95 % intervals of the medians";
  return chart.caution.empty() ? title : fmt::format("{}. {}", title, chart.caution);
}

std::string title_of(const timeline_chart& chart) {
  std::size_t tasks = 0;
  for (const auto& each : chart.blocks) tasks = std::max(tasks, each.tasks->tasks.size());
  const auto rows = tasks_of_a_row_text(tasks, most_timeline_rows);
  return rows.empty() ? chart.title : fmt::format("{}; {}", chart.title, rows);
}

std::size_t chart_colours::place_of(const std::string& name) {
  auto known = std::ranges::find(names_, name);
  if (known == names_.end()) known = names_.insert(known, name);
  return static_cast<std::size_t>(known - names_.begin());
}

std::string chart_colours::class_of(const std::string& name) {
  constexpr std::size_t different = 8;
  const auto place = place_of(name);
  return fmt::format("c{}{}", place % different, place < different ? "" : " again");
}

std::string svg_of_series(const std::string& sign, chart_colours& colours) {
  return fmt::format(R"(<svg viewBox="-7 -7 14 14" class="sign" aria-hidden="true">{}</svg>)",
                     series_mark(0, 0, sign, "dot", "", colours));
}

std::string svg_of(const bar_chart& chart, chart_colours& colours) {
  double longest = 0;
  for (const auto& each : chart.bars)
    longest = std::max({longest, each.value, each.range ? each.range->high : 0});
  const auto length_of = [&](double value) { return value / longest * chart_width; };
  std::string body;
  std::string before;
  double top = 0;
  for (const auto& each : chart.bars) {
    if (begins_group(chart.series, before, each.series)) top += group_gap;
    before = each.series;
    body += row_text(top, each.label + (each.suspect ? " !" : ""), each.figure);
    const auto middle = top + mark_middle;
    if (each.value > 0)
      body += fmt::format(
          R"(<rect x="0" y="{:.1f}" width="{:.1f}" height="9" rx="2" class="bar {}"><title>{}</title></rect>)",
          middle - 5, std::max(1.5, length_of(each.value)),
          colours.class_of(each.series.empty() ? each.label : each.series),
          html_text(each.label + ": " + each.figure));
    if (each.value > 0 && each.range) {
      const auto low = length_of(each.range->low);
      const auto high = length_of(each.range->high);
      body += line_between(low, middle - 0.5, high, middle - 0.5, "whisker");
      for (const auto end : {low, high}) body += line_between(end, middle - 4, end, middle + 3, "whisker");
    }
    top += row_height;
  }
  return with_legend(chart, body, top, colours);
}

std::string svg_of(const interval_chart& chart, chart_colours& colours) {
  const auto values = ratios_of(chart);
  const auto axis = chart_axis::of_ratios(values);
  const auto across = [&](double value) { return edge + axis.place(value) * (chart_width - 2 * edge); };
  std::string body;
  std::string before;
  double bottom = 0;
  for (const auto& each : chart.rows) {
    if (begins_group(chart.series, before, each.series)) bottom += group_gap;
    before = each.series;
    const bool resolved = each.state == ratio_state::resolved;
    const auto* how = !resolved ? "open" : (each.ratio > 1) == chart.above_is_better ? "better" : "worse";
    const bool open = each.range && each.state == ratio_state::not_resolved;
    const auto told = open ? each.figure + ", not resolved" : each.figure;
    body += row_text(bottom, each.label, told);
    const auto middle = bottom + mark_middle;
    if (each.range)
      body +=
          line_between(across(each.range->low), middle, across(each.range->high), middle,
                       fmt::format("range {}", each.series.empty() ? how : colours.class_of(each.series)));
    if (each.ratio > 0)
      body +=
          each.series.empty()
              ? fmt::format(
                    R"(<circle cx="{:.1f}" cy="{:.1f}" r="5" class="point {}"><title>{}</title></circle>)",
                    across(each.ratio), middle, how, html_text(each.label + ": " + told))
              : series_mark(across(each.ratio), middle, each.series, resolved ? "dot" : "dot open",
                            each.label + ": " + told, colours);
    bottom += row_height;
  }
  std::string lines;
  for (const double tick : axis.ticks(round_values::decimal, most_ticks)) {
    lines += line_between(across(tick), 0, across(tick), bottom, "grid");
    lines += text_at(across(tick), bottom + text_base, "tick middle", fmt::format("{:g}×", tick));
  }
  lines += line_between(across(1), 0, across(1), bottom, "parity");
  return with_legend(chart, lines + body, bottom + axis_height, colours);
}

std::string svg_of(const curve_chart& chart, chart_colours& colours) {
  if (!has_points(chart)) return "";
  const auto in = plot_of(chart);
  std::string body = axes_of(chart, in);
  for (const auto& [value, name] : chart.crossings)
    body += fmt::format(
        R"(<line x1="{0:.1f}" y1="{1:.1f}" x2="{0:.1f}" y2="{2:.1f}" class="parity"><title>{3}</title></line>)",
        in.across(value), plot_top, plot_bottom, html_text(name));
  std::vector<std::string> names;
  for (const auto& each : chart.curves) {
    body += curve_of(each, chart, in, colours);
    if (std::ranges::find(names, each.label) == names.end()) names.push_back(each.label);
  }
  double bottom = plot_bottom + 2 * mark_line + 24;
  const auto legend = legend_of(
      names,
      [&](const std::string& name, double x, double y) {
        const auto of = std::ranges::find(chart.curves, name, &curve_chart::curve::label);
        if (!of->series.empty()) return series_mark(x, y, of->series, "dot", "", colours);
        return fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="5" class="dot {}"/>)", x, y,
                           colours.class_of(name));
      },
      bottom);
  return opening(title_of(chart), bottom + 8) + body + legend + "</svg>";
}

std::string svg_of(const timeline_chart& chart, chart_colours& colours) {
  constexpr double text_height = 20;
  constexpr double most_row_height = 9;
  constexpr double block_height = 72;
  constexpr double gap = 8;
  constexpr std::int64_t parts = 400;  // of the time: what lies closer together cannot be told apart
  const double extent = static_cast<double>(chart.extent_ns);
  std::string body;
  double top = 0;
  for (const auto& each : chart.blocks) {
    const auto figure = each.facts.empty() ? "no timeline" : fmt::format("{}", fmt::join(each.facts, " · "));
    const auto rows = rows_of(*each.tasks, timeline_rows::tasks, most_timeline_rows, chart.extent_ns / parts);
    body += row_text(top, each.label + (each.suspect ? " !" : ""), figure);
    top += text_height;
    if (!rows.empty()) {
      const auto height = std::min(most_row_height, block_height / static_cast<double>(rows.size()));
      body += fmt::format(R"(<path d="{}" class="bar {}"><title>{}</title></path>)",
                          path_of(rows, top, height, chart_width / extent), colours.class_of(each.label),
                          html_text(each.label + ": " + figure));
      top += height * static_cast<double>(rows.size());
    }
    top += gap;
  }
  std::string grid;
  const auto axis = chart_axis::between(std::vector<double>{0, extent});
  for (const double tick : axis.ticks(round_values::decimal, most_ticks)) {
    const auto x = axis.place(tick) * chart_width;
    const auto* const how = x < edge ? "tick" : x > chart_width - edge ? "tick end" : "tick middle";
    grid += line_between(x, 0, x, top, "grid");
    grid += text_at(x, top + text_base, how, chart.time_text(tick));
  }
  return opening(title_of(chart), top + axis_height) + grid + body + "</svg>";
}

}  // namespace concbench
