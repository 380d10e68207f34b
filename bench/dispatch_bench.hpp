// Dispatch cost of every executor that this build has.
#pragma once

namespace concbench {

/// One benchmark for each executor and batch size: "dispatch/thread-pool/tasks:4096".
void register_dispatch_benchmarks();

}  // namespace concbench
