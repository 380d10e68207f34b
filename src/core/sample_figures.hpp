// The plain numbers of a sample. Their names are written once, for all formats that contain them.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// Calls visit(name, member) for each whole number of `sample` (a sample or a const sample), in the order of the
/// exports.
template <class Sample, class Visit>
void visit_figures(Sample& sample, Visit&& visit) {
  visit("wall_ns", sample.wall_ns);
  visit("last_start_ns", sample.last_start_ns);
  visit("startup_ns", sample.startup_ns);
  visit("teardown_ns", sample.teardown_ns);
  visit("cpu_user_ns", sample.cpu_user_ns);
  visit("cpu_system_ns", sample.cpu_system_ns);
  visit("process_cpu_ns", sample.process_cpu_ns);
  visit("server_cpu_ns", sample.server_cpu_ns);
  visit("voluntary_switches", sample.voluntary_switches);
  visit("involuntary_switches", sample.involuntary_switches);
  visit("minor_faults", sample.minor_faults);
  visit("major_faults", sample.major_faults);
  visit("peak_rss_bytes", sample.peak_rss_bytes);
  visit("rss_increase_bytes", sample.rss_increase_bytes);
  visit("page_table_bytes", sample.page_table_bytes);
  visit("peak_threads", sample.peak_threads);
  visit("peak_tasks", sample.peak_tasks);
  visit("allocations", sample.allocations);
  visit("missed_starts", sample.missed_starts);
  visit("ended_by_last_start", sample.ended_by_last_start);
  visit("tasks_ok", sample.tasks_ok);
  visit("tasks_failed", sample.tasks_failed);
  visit("tasks_dropped", sample.tasks_dropped);
}

/// Calls visit(name, member) for each quantile of a latency_summary.
template <class Summary, class Visit>
void visit_figures_of_latency(Summary& summary, Visit&& visit) {
  visit("p50", summary.p50);
  visit("p90", summary.p90);
  visit("p99", summary.p99);
  visit("p999", summary.p999);
  visit("max", summary.max);
}

}  // namespace concbench
