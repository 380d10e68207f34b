// How much of the CPUs the client and the server used, which shows whether one of them was the bottleneck.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// The CPU time divided by the time of the run: 1 is one CPU during the whole run. 0 for a sample without a time.
double client_cpu_share(const sample& sample);

/// The same for the loopback server, which has one thread: near 1 it answers as fast as it can. 0 without a server.
double server_cpu_share(const sample& sample);

/// From this part of a CPU on, the client, the server or both may be what limits a model, and not the model itself.
inline constexpr double busiest_share = 0.90;

/// The usable CPUs of the machine; 0 when the report does not tell.
double usable_cpus(const report& result);

/// The CPUs that workers can use: those that they were bound to, otherwise all usable ones. 0 when the report does not
/// tell.
double cpus_of_workers(const report& result);

/// A share as exports contain it, rounded to 0.01 % of a CPU.
double rounded_share(double share);

}  // namespace concbench
