// Which figures, in which order, and which of them matter most.
#include "report/words/columns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/words/format.hpp"
#include "system/three_digits.hpp"

namespace concbench {

namespace {

using result = const cell_result&;

std::string range_text(result r) {
  return format_time_range(r.figures->least_time_ns, r.figures->most_time_ns);
}

std::string speedup_text(result r) {
  if (!r.speedup) return std::string(no_figure);
  return r.reference ? format_factor(1) : format_speedup(*r.speedup);
}

/// The same of a p99.
std::string lower_text(result r) {
  if (!r.speedup) return std::string(no_figure);
  return r.reference ? format_factor(1) : format_lower(*r.speedup);
}

/// As the rate that was asked for is written, so that the two can be compared.
std::string starts_text(result r) {
  const double rate = r.figures->starts_per_second;
  return rate > 0 ? fmt::format("{:.10g}", three_digits(rate)) : std::string(no_figure);
}

std::string memory_text(result r) {
  return format_known_bytes(r.figures->added_bytes);
}

std::string memory_per_task_text(result r) {
  return format_known_bytes(r.figures->added_bytes_per_task);
}

std::string threads_text(result r) {
  return fmt::format("{:.0f}", r.figures->peak_threads);
}

std::string cpu_text(result r) {
  return format_time(r.figures->cpu_ns);
}

std::string server_text(result r) {
  const double share = r.figures->server_cpu_share;
  return share > 0 ? format_percent(share) : std::string(no_figure);
}

std::string errors_text(result r) {
  return r.figures->error_share > 0 ? format_percent(r.figures->error_share) : std::string(no_figure);
}

/// A column for one of the quantiles of one of the latencies.
template <latency_figures cell_figures::* latency, double latency_figures::* quantile>
std::string latency_text(result r) {
  const double time = *r.figures.*latency.*quantile;
  return time > 0 ? format_time(time) : std::string(no_figure);
}

constexpr auto service = &cell_figures::latency;  // once started
constexpr auto corrected = &cell_figures::response;
constexpr auto p50 = &latency_figures::p50;
constexpr auto p99 = &latency_figures::p99;
constexpr auto p999 = &latency_figures::p999;

constexpr std::string_view meaning_of_time =
    "time: begins when the executor's threads and loops are up, and ends with the last task";
constexpr std::string_view meaning_of_p50 = "p50: what half of the tasks took at most, counted as p99 is";
constexpr std::string_view meaning_of_p99 =
    "p99: what 99 of 100 tasks took at most, each from when its executor took it up. How long it waited before that is not in it, so "
    "do not compare executors by it; --rate measures the wait too";
constexpr std::string_view meaning_of_cpu = "CPU: time that all threads together were on a CPU";
constexpr std::string_view meaning_of_server = "server: the part of one CPU that the server used";
constexpr std::string_view meaning_of_memory_per_task =
    "memory + a task: the memory added over the most tasks that were alive at once, where these were at least 100";

// At 60 columns the first five by importance fit, at 80 also min…max, at 120 all.
const std::vector<figure_column> closed_loop_columns{
    {"time", 100, [](result r) { return format_time(r.figures->time_ns); }, meaning_of_time},
    {"min…max", 60, range_text, {}, column_need::a_figure, true},
    {"speedup", 90, speedup_text, {}, column_need::a_comparison},
    {"errors", 85, errors_text, {}, column_need::allowed_failures},
    {"tasks/s", 40, [](result r) { return format_rate(r.figures->tasks_per_second); }},
    {"p50", 30, latency_text<service, p50>, meaning_of_p50},
    {"p99", 70, latency_text<service, p99>, meaning_of_p99},
    {"CPU", 75, cpu_text, meaning_of_cpu},
    {"server", 20, server_text, meaning_of_server},
    {"memory +", 80, memory_text},
    {"memory + a task", 45, memory_per_task_text, meaning_of_memory_per_task},
    {"threads", 50, threads_text},
};

// The rate decides how long the run takes. Beside each latency is the one from when a task had begun. The figures that
// are compared, and what a model costs, matter most.
const std::vector<figure_column> open_loop_columns{
    {"p99", 100, latency_text<corrected, p99>},
    {"p99 once started", 65, latency_text<service, p99>},
    {"p99.9", 75, latency_text<corrected, p999>},
    {"p99.9 once started", 60, latency_text<service, p999>},
    {"p50", 80, latency_text<corrected, p50>},
    {"p50 once started", 55, latency_text<service, p50>},
    {"starts/s", 81, starts_text, "starts/s: tasks that began in a second"},
    {"ended/s", 83, [](result r) { return format_rate(r.figures->tasks_per_second); },
     "ended/s: tasks that ended ok in a second, while tasks still began"},
    {"late starts", 91, [](result r) { return format_percent(r.figures->late_share); },
     "late starts: tasks that began late by more than 1 ms and by more than the time between two starts"},
    {"errors", 92, errors_text, {}, column_need::allowed_failures},
    {"p99 lower", 95, lower_text, {}, column_need::a_comparison},
    {"CPU", 85, cpu_text, meaning_of_cpu},
    {"server", 40, server_text, meaning_of_server},
    {"memory +", 84, memory_text},
    {"memory + a task", 30, memory_per_task_text, meaning_of_memory_per_task},
    {"threads", 35, threads_text},
};

/// Whether a cell has what the table of a column needs.
bool meets_need(const figure_column& column, const cell_result& cell) {
  if (column.need == column_need::a_comparison) return cell.compared();
  if (column.need == column_need::allowed_failures && cell.cell->status != status::ok) return false;
  return cell.figures && column.text(cell) != no_figure;
}

}  // namespace

std::string ratio_alone_text(double ratio, const plan& asked) {
  return asked.rate > 0 ? format_lower(ratio) : format_speedup(ratio);
}

std::string marked_name(const cell_result& result) {
  return result.cell->executor + (result.failed_in_part() ? " !" : "");
}

ink ink_of(const cell_result& result) {
  if (result.marked) return ink::best;
  if (result.cell->status == status::ok) return ink::plain;
  return result.cell->status == status::not_applicable ? ink::dim : ink::failed;
}

std::vector<const figure_column*> filled_columns(const std::vector<scenario_results>& results,
                                                 const plan& asked) {
  std::vector<const figure_column*> chosen;
  for (const auto& column : asked.rate > 0 ? open_loop_columns : closed_loop_columns)
    if (std::ranges::any_of(results, [&](const scenario_results& group) {
          return std::ranges::any_of(group.cells,
                                     [&](const cell_result& each) { return meets_need(column, each); });
        }))
      chosen.push_back(&column);
  return chosen;
}

}  // namespace concbench
