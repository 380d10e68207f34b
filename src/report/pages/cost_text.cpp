// Two tables of one row an executor, and notes.
#include "report/pages/cost_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/terminal/display_text.hpp"
#include "report/terminal/table.hpp"
#include "report/words/format.hpp"
#include "report/words/text_header.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using lines = std::vector<std::string>;

std::string unit_of(const std::string& text) {
  const auto space = text.find(' ');
  return space == std::string::npos ? "" : text.substr(space);
}

/// "24.5…24.7 KiB": a unit that both ends have is said once.
std::string range_with_unit(std::string low, const std::string& high, const text_style& style) {
  if (unit_of(low) == unit_of(high)) low.resize(low.size() - unit_of(low).size());
  return fmt::format("{}{}{}", low, signs(style).range, high);
}

std::string bytes_text(double bytes) {
  return (bytes < 0 ? "-" : "") + format_bytes(std::abs(bytes));
}

table_cell none(const text_style& style) {
  return {std::string(signs(style).none), ink::dim};
}

table_cell slope_text(const std::optional<analysis::line_fit>& fit, const text_style& style) {
  return fit ? table_cell{bytes_text(fit->slope)} : none(style);
}

table_row memory_row(const cost_card& card, const text_style& style) {
  table_row row{{shown(card.executor, style)}};
  if (!card.memory) {
    row.insert(row.end(), 6, none(style));
    return row;
  }
  const auto& [total, user, tables, stacks, least, most] = *card.memory;
  const auto figure = bytes_text(total.slope);
  row.push_back({figure, ink::strong});
  row.push_back(total.slope_range ? table_cell{range_with_unit(bytes_text(total.slope_range->low),
                                                               bytes_text(total.slope_range->high), style),
                                               ink::dim}
                                  : none(style));
  row.push_back(slope_text(user, style));
  row.push_back(slope_text(tables, style));
  row.push_back(slope_text(stacks, style));
  row.push_back({fmt::format("{}{}{}", least, signs(style).range, most)});
  return row;
}

/// A count per task: "3.01", "0.0004".
std::string per_task_text(double value) {
  return std::abs(value) < 0.005 ? "0.00" : format_rate(value);
}

table_row time_row(const cost_card& card, const text_style& style) {
  table_row row{{shown(card.executor, style)}};
  const auto add_time = [&](const std::optional<cost_figure>& figure, ink colour) {
    if (!figure) {
      row.insert(row.end(), 2, none(style));
      return;
    }
    const auto text = format_time(figure->median, style);
    row.push_back({text, colour});
    row.push_back(
        {range_with_unit(format_time(figure->least, style), format_time(figure->most, style), style),
         ink::dim});
  };
  add_time(card.dispatch_ns, ink::strong);
  add_time(card.cpu_ns, ink::plain);
  row.push_back(card.switches ? table_cell{per_task_text(card.switches->median)} : none(style));
  row.push_back(card.allocations ? table_cell{per_task_text(card.allocations->slope)} : none(style));
  return row;
}

void append_note(lines& to, const std::string& text, const text_style& style) {
  for (const auto& line : wrap(text, 2, style)) to.push_back(paint(line, ink::dim, style));
}

void append_table(lines& to, std::string_view title, std::vector<table_column> columns,
                  const std::vector<table_row>& rows, const text_style& style) {
  to.emplace_back();
  to.push_back(
      paint(cut(fmt::format("{}{}", signs(style).rule, title), style.width, style), ink::strong, style));
  const table_layout layout(std::move(columns), rows, style);
  append(to, layout.render(rows));
  auto missing = layout.left_out();
  // Two ranges of one name. Not std::ranges::unique, whose subrange clang 14 cannot compile: the fuzz target.
  missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
  if (!missing.empty())
    append_note(to, fmt::format("left out at this width: {}", fmt::join(missing, ", ")), style);
}

void append_tables(lines& to, const std::vector<cost_card>& cards, std::optional<std::uint64_t> stack_bytes,
                   const text_style& style) {
  std::vector<table_row> memory;
  std::vector<table_row> time;
  for (const auto& each : cards) {
    memory.push_back(memory_row(each, style));
    time.push_back(time_row(each, style));
  }
  append_table(
      to, "memory of a task that sleeps",
      {{"executor"}, {"per task", 6}, {"95 %", 3}, {"user", 4}, {"tables", 4}, {"kernel", 4}, {"tasks", 1}},
      memory, style);
  append_note(
      to,
      "slopes over the tasks alive at once; user: resident pages; tables: page tables; kernel: stacks of "
      "threads, " +
          (stack_bytes ? fmt::format("computed at {} KiB each", *stack_bytes / 1024)
                       : "not known for this machine, and not in the sum"),
      style);
  append_table(
      to, "time of a task",
      {{"executor"}, {"dispatch", 6}, {"range", 2}, {"CPU", 4}, {"range", 1}, {"switches", 4}, {"allocs", 4}},
      time, style);
  append_note(
      to,
      "dispatch: wall time of a noop; CPU, context switches, allocations: of a sleep; medians, and the range "
      "of all rounds. A pool's threads are made before the run, and are in none of these",
      style);
}

void append_stops(lines& to, const std::vector<stopped_by>& stopped, const text_style& style) {
  std::vector<std::string> said;
  for (const auto& [executor, tasks, limit] : stopped) {
    std::vector<std::string> names;  // of all whom this limit stopped at this size
    for (const auto& other : stopped)
      if (other.limit.name == limit.name && other.tasks == tasks)
        names.push_back(shown(other.executor, style));
    const auto reach = tasks == 0 ? std::string("nothing could be taken") : "up to " + counted(tasks, "task");
    auto text = fmt::format("{}: {}: {} is {}; {}to raise it: {}", fmt::join(names, ", "), reach, limit.name,
                            limit.value,
                            limit.left_to_others ? "half of what is free is left to other programs "
                                                   "(--all-threads takes more); "
                                                 : "",
                            shown(limit.raise, style));
    if (std::ranges::find(said, text) == said.end()) said.push_back(std::move(text));
  }
  for (const auto& each : said) append(to, wrap(paint("limit:", ink::strong, style) + " " + each, 2, style));
}

}  // namespace

std::string render_cost_text(const cost_measurement& from, const text_style& style) {
  const auto cards = make_cost_cards(from);
  auto all = render_header(from.timed, style);
  append(all, render_interruption(from.timed, style));
  append_tables(all, cards, kernel_stack_bytes(from.timed.environment), style);
  lines notes;
  append_stops(notes, from.stopped, style);
  for (const auto& card : cards)
    for (const auto& each : card.remarks)
      append(notes, wrap(fmt::format("{}: {}", shown(card.executor, style), shown(each, style)), 2, style));
  if (!notes.empty()) all.emplace_back();
  append(all, notes);
  return joined(all);
}

}  // namespace concbench
