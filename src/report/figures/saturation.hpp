// How much of the CPUs client and server took: what is left tells whether either was the bottleneck.
#pragma once

#include "core/report.hpp"

namespace concbench {

/// CPU time over the time of the run: 1 is one CPU throughout. 0 for a sample without a time.
double client_cpu_share(const sample& of);

/// The same of the loopback server, which has one thread: near 1 it answers as fast as it can. 0 without one.
double server_cpu_share(const sample& of);

/// As exports hold it: to 0.01 % of a CPU.
double rounded_share(double share);

}  // namespace concbench
