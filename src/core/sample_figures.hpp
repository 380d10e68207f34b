// The plain numbers of a sample, named once for every format that holds them.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// Calls visit(name, member) for each whole number of `of`, a sample or a const sample, in the order of the
/// exports.
template <class Sample, class Visit>
void visit_figures(Sample& of, Visit&& visit) {
  visit("wall_ns", of.wall_ns);
  visit("last_start_ns", of.last_start_ns);
  visit("startup_ns", of.startup_ns);
  visit("teardown_ns", of.teardown_ns);
  visit("cpu_user_ns", of.cpu_user_ns);
  visit("cpu_system_ns", of.cpu_system_ns);
  visit("process_cpu_ns", of.process_cpu_ns);
  visit("server_cpu_ns", of.server_cpu_ns);
  visit("voluntary_switches", of.voluntary_switches);
  visit("involuntary_switches", of.involuntary_switches);
  visit("minor_faults", of.minor_faults);
  visit("major_faults", of.major_faults);
  visit("peak_rss_bytes", of.peak_rss_bytes);
  visit("rss_increase_bytes", of.rss_increase_bytes);
  visit("page_table_bytes", of.page_table_bytes);
  visit("peak_threads", of.peak_threads);
  visit("peak_tasks", of.peak_tasks);
  visit("allocations", of.allocations);
  visit("missed_starts", of.missed_starts);
  visit("tasks_ok", of.tasks_ok);
  visit("tasks_failed", of.tasks_failed);
  visit("tasks_dropped", of.tasks_dropped);
}

/// The same for the quantiles of a latency_summary.
template <class Summary, class Visit>
void visit_figures_of_latency(Summary& of, Visit&& visit) {
  visit("p50", of.p50);
  visit("p90", of.p90);
  visit("p99", of.p99);
  visit("p999", of.p999);
  visit("max", of.max);
}

}  // namespace concbench
