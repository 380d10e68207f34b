// Two tables with a row for each executor, and notes.
#include "report/pages/cost_page.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/pages/head.hpp"
#include "report/words/format.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

using row = std::vector<page_cell>;

std::string unit_of(const std::string& text) {
  const auto space = text.find(' ');
  return space == std::string::npos ? "" : text.substr(space);
}

/// "24.5…24.7 KiB": a unit that both ends have is said once.
std::string range_with_unit(std::string low, const std::string& high) {
  if (unit_of(low) == unit_of(high)) low.resize(low.size() - unit_of(low).size());
  return fmt::format("{}…{}", low, high);
}

std::string bytes_text(double bytes) {
  return (bytes < 0 ? "-" : "") + format_bytes(std::abs(bytes));
}

page_cell none() {
  return {std::string(no_figure), ink::dim};
}

page_cell slope_text(const std::optional<analysis::line_fit>& fit) {
  return fit ? page_cell{bytes_text(fit->slope)} : none();
}

row memory_row(const cost_card& card) {
  row made{{card.executor}};
  if (!card.memory) {
    made.insert(made.end(), 6, none());
    return made;
  }
  const auto& [total, user, tables, stacks, least, most] = *card.memory;
  made.push_back({bytes_text(total.slope), ink::strong});
  made.push_back(total.slope_range ? page_cell{range_with_unit(bytes_text(total.slope_range->low),
                                                               bytes_text(total.slope_range->high)),
                                               ink::dim}
                                   : none());
  for (const auto& each : {std::optional(user), std::optional(tables), stacks})
    made.push_back(slope_text(each));
  made.push_back({fmt::format("{}…{}", least, most)});
  return made;
}

/// A count per task: "3.01", "0.0004".
std::string per_task_text(double value) {
  return std::abs(value) < 0.005 ? "0.00" : format_rate(value);
}

row time_row(const cost_card& card) {
  row made{{card.executor}};
  const auto add_time = [&](const std::optional<cost_figure>& figure, ink tone) {
    if (!figure) {
      made.insert(made.end(), 2, none());
      return;
    }
    made.push_back({format_time(figure->median), tone});
    made.push_back({range_with_unit(format_time(figure->least), format_time(figure->most)), ink::dim});
  };
  add_time(card.dispatch_ns, ink::strong);
  add_time(card.cpu_ns, ink::plain);
  made.push_back(card.switches ? page_cell{per_task_text(card.switches->median)} : none());
  made.push_back(card.allocations ? page_cell{per_task_text(card.allocations->slope)} : none());
  return made;
}

page_section table_section(std::string title, std::vector<page_column> columns,
                           const std::vector<cost_card>& cards, row (*row_of)(const cost_card&),
                           std::string note) {
  page_table table{.columns = std::move(columns)};
  for (const auto& each : cards) table.rows.push_back(row_of(each));
  return {.title = std::move(title), .blocks = {std::move(table), statement{std::move(note), ink::dim}}};
}

/// The limits that stopped models, and other remarks about them.
page_section notes_of(const cost_measurement& from, const std::vector<cost_card>& cards) {
  page_section section;
  std::vector<std::string> said;
  for (const auto& [executor, tasks, limit] : from.stopped) {
    std::vector<std::string> names;  // of all whom this limit stopped at this size
    for (const auto& other : from.stopped)
      if (other.limit.name == limit.name && other.tasks == tasks) names.push_back(other.executor);
    const auto reach = tasks == 0 ? std::string("nothing could be taken") : "up to " + counted(tasks, "task");
    auto text = fmt::format("{}: {}: {} is {}; {}to raise it: {}", fmt::join(names, ", "), reach, limit.name,
                            limit.value,
                            limit.left_to_others ? "half of what is free is left to other programs "
                                                   "(--all-threads takes more); "
                                                 : "",
                            limit.raise);
    if (std::ranges::find(said, text) == said.end()) said.push_back(std::move(text));
  }
  for (const auto& each : said) section.blocks.emplace_back(statement{each, ink::plain, "limit"});
  for (const auto& card : cards)
    for (const auto& each : card.remarks)
      section.blocks.emplace_back(statement{each, ink::plain, card.executor});
  return section;
}

}  // namespace

page cost_page(const cost_measurement& measurement) {
  const auto cards = make_cost_cards(measurement);
  const auto stack_bytes = kernel_stack_bytes(measurement.timed.environment);
  auto made = head_of(measurement.timed);
  made.sections.push_back(table_section(
      "memory of a task that sleeps",
      {{"executor"}, {"per task", 6}, {"95 %", 3}, {"user", 4}, {"tables", 4}, {"kernel", 4}, {"tasks", 1}},
      cards, memory_row,
      "slopes over the tasks alive at once; user: resident pages; tables: page tables; kernel: stacks of threads, " +
          (stack_bytes ? fmt::format("computed at {} KiB each", *stack_bytes / 1024)
                       : "not known for this machine, and not in the sum")));
  made.sections.push_back(table_section(
      "time of a task",
      {{"executor"}, {"dispatch", 6}, {"range", 2}, {"CPU", 4}, {"range", 1}, {"switches", 4}, {"allocs", 4}},
      cards, time_row,
      fmt::format(
          "dispatch: wall time of a {}; CPU, context switches, allocations: of a {}; medians, and the range of all "
          "rounds. A pool's threads are made before the run, and are in none of these",
          measurement.empty, measurement.waiting)));
  if (auto notes = notes_of(measurement, cards); !notes.blocks.empty())
    made.sections.push_back(std::move(notes));
  return made;
}

}  // namespace concbench
