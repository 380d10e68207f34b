// How much of the CPUs client and server took: what is left tells whether either was the bottleneck.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// CPU time over the time of the run: 1 is one CPU throughout. 0 for a sample without a time.
double client_cpu_share(const sample& sample);

/// The same of the loopback server, which has one thread: near 1 it answers as fast as it can. 0 without one.
double server_cpu_share(const sample& sample);

/// From this part of a CPU on, client, server or both may be what limits a model, and not the model itself.
inline constexpr double busiest_share = 0.90;

/// The CPUs that are usable on the machine; 0 where the report does not say.
double usable_cpus(const report& result);

/// The CPUs that workers can use: those that they were bound to, else all usable ones. 0 where the report does not say.
double cpus_of_workers(const report& result);

/// As exports hold it: to 0.01 % of a CPU.
double rounded_share(double share);

}  // namespace concbench
